"""A region's start page as a small drawing, in the two colours that are being tried."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tenants.branding import art
from tenants.branding.colours import derive
from tenants.branding.glyphs import GLYPHS
from tenants.signup.labels import place_name

_FONT = "Fira Sans, Segoe UI, sans-serif"


def drawing(primary: str, accent: str, glyphs: list[str], name: str) -> SafeString:
    """Colours stand in the drawing as attributes: our pages take no styles from anywhere else."""
    theme = derive(primary, accent)
    chosen = tuple(glyph for glyph in glyphs if glyph in GLYPHS) or art.DEFAULT_GLYPHS
    light = theme.light
    place = escape(place_name(name)[:18] or _("Ihre Region"))
    hero = _placed(art.with_colours(art.hero(chosen, place, theme), theme), 250, 44, 230, 192)
    mark = _placed(art.with_colours(art.mark(chosen, theme), theme), 18, 10, 24, 24)
    action, on_action = light["--kern-color-action-default"], light["--kern-color-action-on-default"]
    return mark_safe(  # noqa: S308 - our own numbers and colours, the name escaped
        f'<svg class="kl-tryout" viewBox="0 0 480 300" role="img" aria-label="{escape(_("Vorschau der Startseite"))}" font-family="{_FONT}">'
        f'<rect width="480" height="300" fill="{light["--kl-surface"]}"/>{mark}'
        f'<text x="52" y="27" font-size="14" font-weight="600" fill="{light["--kern-color-layout-text-default"]}">{place}</text>'
        f'<rect x="372" y="10" width="92" height="24" rx="12" fill="{action}"/>'
        f'<text x="418" y="26" font-size="11" font-weight="500" text-anchor="middle" fill="{on_action}">{_("Eintragen")}</text>'
        f'<rect y="44" width="480" height="192" fill="{primary}"/>{hero}'
        f'<text x="18" y="120" font-size="27" font-weight="600" fill="{light["--kl-on-brand"]}">{place}</text>'
        f'<text x="18" y="150" font-size="27" font-weight="600" fill="{light["--kl-on-brand"]}">{_("hält zusammen.")}</text>'
        f'<rect x="18" y="254" width="132" height="28" rx="8" fill="{light["--kl-brand-tint"]}"/>'
        f'<text x="28" y="272" font-size="12" fill="{action}" text-decoration="underline">{_("Alle Gutscheine")}</text>'
        f'<rect x="166" y="254" width="132" height="28" rx="8" fill="{light["--kl-accent-tint"]}"/>'
        f'<text x="176" y="272" font-size="12" fill="{light["--kl-accent-text"]}">{_("Neu: 25 € Café")}</text>'
        f"</svg>"
    )


def _placed(svg: str, x: int, y: int, width: int, height: int) -> str:
    return svg.replace("<svg ", f'<svg x="{x}" y="{y}" width="{width}" height="{height}" ', 1)
