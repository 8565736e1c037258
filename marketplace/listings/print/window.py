"""A business's listing on a sheet of A4 for its shop window: „Wir suchen“, with the code that leads to it."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed
from marketplace.listings.details import details_in_words
from marketplace.listings.models import Listing
from marketplace.listings.print.frame import Frame
from tenants.branding.on_paper import german, short_address

TEMPLATE = Path(__file__).with_name("window.typ")
MOST_FACTS = 5
BODY = 420


def window_sheet(listing: Listing, *, frame: Frame | None = None) -> bytes:
    """One page. Needs kind and business; what is printed stands on the listing's public page."""
    with german():
        frame = frame or Frame()
        address = frame.address(reverse("listings:number", args=[listing.pk]))
        facts = [(str(label), value) for label, value in details_in_words(listing)][:MOST_FACTS]
        if listing.price:
            facts = [(_("Preis"), listing.price), *facts]
        call = _("Wir suchen") if listing.kind.is_job else listing.kind.name
        data = frame.data(columns=6, rows=2) | {
            "title": f"{call}: {typed(listing.title, one_line=True)['text']}",
            "call": typed(call, one_line=True),
            "headline": typed(listing.title, one_line=True),
            "business": typed(listing.author_name, one_line=True),
            "body": typed(listing.body[:BODY] + ("…" if len(listing.body) > BODY else ""), one_line=True),
            "facts": [
                {"name": typed(name, one_line=True), "value": typed(value, one_line=True)} for name, value in facts
            ],
            "qr": qr_modules(address),
            "address": short_address(address),
        }
        data["words"] |= {
            "scan": _("Code scannen und uns schreiben"),
            "how": _("Mit der Kamera-App des Telefons, oder Sie kommen einfach herein."),
            "qr_alt": _("QR-Code, der zu dieser Anzeige führt"),
        }
        return frame.pdf(TEMPLATE, data)
