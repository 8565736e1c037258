"""A campaign's sheet for doors and counters, A4 or A3, with the code that leads to its page."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.sharing.drawn import drawn_parts, progress_words
from marketplace.campaigns.sharing.picture import photo_in
from tenants.branding.on_paper import colours_of, german, picture_of, short_address
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("poster.typ")
PAPERS = ("a4", "a3")
PHOTO = (1260, 528)  # as wide as the sheet, 88 of 210 mm high
WORD = "aushang"  # counted as a word that somebody passed on


def poster(site: Site, campaign: Campaign, bar: Bar, *, paper: str) -> bytes:
    """One page, tagged PDF/UA-1 and PDF/A-2a. Needs the campaign's business. Refuses with ``NoPhoto``."""
    today = localdate()
    address = site.url + reverse("campaigns:number", args=[campaign.pk])
    with german():
        data = {
            "paper": paper,
            "created": {"year": today.year, "month": today.month, "day": today.day},
            "as_of": _("Stand: %(day)s") % {"day": date_format(today, "j. F Y")},
            "title": typed(campaign.title, one_line=True)["text"],
            "headline": typed(campaign.title, one_line=True),
            "business": typed(campaign.business.name, one_line=True),
            "lead": typed(campaign.lead, one_line=True),
            "region": typed(site.name, one_line=True),
            "parts": drawn_parts(bar),
            **progress_words(campaign, bar),
            "colours": colours_of(site),
            "art": picture_of(site, columns=10, rows=4),
            "mark": site.mark_on_paper,
            "photo": photo_in(PHOTO, campaign),
            "qr": qr_modules(f"{address}?von={WORD}"),
            "address": short_address(address),
            "words": {
                "scan": _("Code scannen und mitmachen"),
                "how": _("Mit der Kamera-App des Telefons, oder fragen Sie uns einfach."),
                "qr_alt": _("QR-Code, der zu dieser Kampagne führt"),
            },
        }
        return typeset_pdf(TEMPLATE, data, created=datetime.combine(today, time(12), tzinfo=get_current_timezone()))
