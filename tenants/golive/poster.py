"""A poster for shop windows, with the QR code of the region's site."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed, typeset_pdf
from tenants.art import mosaic
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("poster.typ")


def poster_pdf(site: Site, *, on: date) -> bytes:
    """A4, tagged PDF/UA-1 and PDF/A-2a, in German: it hangs in a shop, whatever language the office reads."""
    created = datetime.combine(on, time(12), tzinfo=get_current_timezone())
    tokens = site.theme.light
    with override("de"):
        words = {
            "title": _("Plakat: %(headline)s") % {"headline": site.headline},
            "headline": typed(site.headline, one_line=True),
            "lead": typed(site.lead, one_line=True),
            "scan": typed(_("Mit dem Telefon scannen:"), one_line=True),
            "host": typed(site.url.partition("://")[2], one_line=True),
            "sender": typed(_("Ein Angebot %(whose)s") % {"whose": site.wording.genitive}, one_line=True),
            "qr_alt": _("QR-Code, der zu %(address)s führt") % {"address": site.url},
        }
    data = {
        **words,
        "author": site.official_name,
        "created": {"year": on.year, "month": on.month, "day": on.day},
        "colours": {
            "brand": tokens["--kl-brand"],
            "ink": tokens["--kl-ink"],
            "muted": tokens["--kern-color-layout-text-muted"],
        },
        "art": mosaic.with_colours(mosaic.hero(site.glyphs, site.seed, site.theme, columns=6, rows=4), site.theme),
        "qr": qr_modules(f"{site.url}/"),
    }
    return typeset_pdf(TEMPLATE, data, created=created)
