"""The progress as an SVG for other sites: no script, no cookie, the colours of the region, patterns as on the page."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.sharing.drawn import progress_words
from tenants.branding.on_paper import colours_of, german
from tenants.branding.site import Site

WIDTH, HEIGHT, MARGIN = 640, 170, 24
INNER = WIDTH - 2 * MARGIN
_PATTERNS = """<defs>
<clipPath id="c"><rect x="24" y="96" width="592" height="24" rx="12"/></clipPath>
<pattern id="withdrawable" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="8" height="8" fill="{action}"/><rect width="2.5" height="8" fill="#fff"/></pattern>
<pattern id="paper" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="{action}"/><circle cx="4" cy="4" r="1.7" fill="#fff"/></pattern>
<pattern id="promised" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="9" height="9" fill="#fff"/><rect width="3" height="9" fill="{action}"/></pattern>
<pattern id="matched" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="#fff"/>
<rect x="3" width="3" height="9" fill="{accent}"/><rect y="3" width="9" height="3" fill="{accent}"/></pattern>
</defs>"""


def progress_svg(site: Site, campaign: Campaign, bar: Bar) -> SafeString:
    """Says to screen readers what it shows. Needs the campaign's business."""
    colours = colours_of(site)
    with german():
        words = progress_words(campaign, bar)
        said = _("%(title)s: %(state)s") % {"title": campaign.title, "state": bar.sentence}
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" font-family="Fira Sans, Helvetica, Arial, sans-serif"><title>{said}</title>{patterns}'
        '<rect x=".5" y=".5" width="639" height="169" rx="14" fill="#fff" stroke="{line}"/>'
        '<text x="24" y="40" font-size="20" font-weight="600" fill="{ink}">{title}</text>'
        '<text x="24" y="80" font-size="28" font-weight="700" fill="{ink}">{reached}'
        '<tspan dx="8" font-size="18" font-weight="400">{of}</tspan></text>'
        '<text x="616" y="80" font-size="22" font-weight="700" text-anchor="end" fill="{action}">{percent}</text>'
        '<g clip-path="url(#c)"><rect x="24" y="96" width="592" height="24" fill="{tint}"/>{parts}</g>'
        '<text x="24" y="148" font-size="16" fill="{muted}">{state}</text></svg>',
        width=WIDTH,
        height=HEIGHT,
        said=said,
        patterns=mark_safe(_PATTERNS.format(**colours)),
        title=Truncator(campaign.title).chars(56),
        parts=_parts(bar, colours["action"]),
        **colours,
        **words,
    )


def _parts(bar: Bar, action: str) -> SafeString:
    rows = (
        (
            f"{MARGIN + INNER * one.first:.1f}",
            f"{INNER * one.share:.1f}",
            action if one.name == "paid" else f"url(#{one.name})",
        )
        for one in bar.parts
    )
    return format_html_join("", '<rect x="{}" y="96" width="{}" height="24" fill="{}"/>', rows)
