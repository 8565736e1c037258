"""An offer on a sheet to hang up at the counter, with the code that leads to its page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from kreislauf.qr import qr_modules
from kreislauf.regions import current_region
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.vouchers.models import Offer
from marketplace.vouchers.sheet.document import sheet_colours
from marketplace.vouchers.templatetags.vouchers import price_of
from tenants.art import mosaic
from tenants.branding.models import Branding
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("poster.typ")


def offer_poster(offer: Offer) -> bytes:
    """A4, tagged; needs the business and its category."""
    with translation.override(settings.LANGUAGE_CODE):
        site = Site(branding=Branding.objects.get(), card=current_region())
        address = f"{current_region().url}{offer.get_absolute_url()}"
        today = localdate()
        data = {
            "title": _("Plakat: %(title)s") % {"title": typed(offer.title, one_line=True)["text"]},
            "created": {"year": today.year, "month": today.month, "day": today.day},
            "colours": asdict(sheet_colours(site)),
            "art": mosaic.with_colours(site.hero, site.theme),
            "mark": site.mark_on_paper,
            "region": typed(site.name, one_line=True),
            "business": typed(offer.business.name, one_line=True),
            "what_for": typed(offer.title, one_line=True),
            "price": _("Gutschein, %(price)s") % {"price": price_of(offer)},
            "qr": qr_modules(address),
            "address": address.partition("://")[2],
            "words": {
                "scan": _("Code scannen und verschenken"),
                "how": _("Mit der Kamera-App des Telefons. Der Gutschein kommt sofort per E-Mail."),
                "qr_alt": _("QR-Code, der zum Angebot führt"),
            },
        }
        created = datetime.combine(today, time(12), tzinfo=get_current_timezone())
        return typeset_pdf(TEMPLATE, data, created=created)
