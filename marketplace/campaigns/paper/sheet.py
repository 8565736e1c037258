"""The sheet for the counter: three slips on A4, each with a part that the signer tears off and keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kreislauf.money import format_euro_short
from kreislauf.qr import qr_modules
from kreislauf.typesetting import typed, typeset_pdf
from marketplace.campaigns.models import Campaign, Mode, RewardKind
from tenants.branding.on_paper import colours_of, current_site, german, short_address

TEMPLATE = Path(__file__).with_name("sheet.typ")
MOST_REWARDS = 4


def paper_sheet(campaign: Campaign, *, at: datetime) -> bytes:
    """One page of A4, tagged; the same bytes at each call on a day."""
    with german():
        site, day = current_site(), localdate(at)
        data = {
            "title": _("Unterstützungsliste: %(title)s") % {"title": campaign.title},
            "created": {"year": day.year, "month": day.month, "day": day.day},
            "colours": colours_of(site),
            "region": typed(site.name, one_line=True),
            "campaign": typed(campaign.title, one_line=True),
            "business": typed(campaign.business.name, one_line=True),
            "lead": typed(campaign.lead, one_line=True),
            "qr": qr_modules(campaign.page_address),
            "address": short_address(f"{site.url}/kampagnen/{campaign.pk}/"),
            "rewards": _rewards(campaign),
            "words": _words(campaign),
        }
        return typeset_pdf(TEMPLATE, data, created=at.replace(hour=12, minute=0, second=0, microsecond=0))


def _rewards(campaign: Campaign) -> list[dict[str, Any]]:
    """Those that are given on paper, with a box to tick each."""
    offered = campaign.rewards.filter(withdrawn_at=None).exclude(kind=RewardKind.VOUCHER)[:MOST_REWARDS]
    return [typed(f"{format_euro_short(one.price_cents)}: {one.title}", one_line=True) for one in offered]


def _words(campaign: Campaign) -> dict[str, Any]:
    said = {"day": date_format(campaign.ends_on, "j. F Y"), "goal": format_euro_short(campaign.goal_cents)}
    if campaign.mode == Mode.KEEP:
        rule = _("Ich unterstütze die Kampagne und bezahle heute in bar.")
        kept = _("Bezahlt in bar. Bitte lassen Sie sich einen Kassenbeleg geben.")
    else:
        rule = _("Ich sage zu, den Betrag zu bezahlen, wenn bis zum %(day)s das Ziel von %(goal)s erreicht ist.") % said
        kept = _("Wird das Ziel bis zum %(day)s nicht erreicht, zahlen Sie nichts.") % said
    return {
        "heading": _("Ich bin dabei"),
        "until": _("Ziel: %(goal)s bis zum %(day)s") % said,
        "name": _("Name"),
        "email": _("E-Mail-Adresse, wenn Sie eine Bestätigung möchten"),
        "postcode": _("Postleitzahl"),
        "amount": _("Freier Betrag in Euro"),
        "public": _("Mein Name darf auf der Seite der Kampagne stehen."),
        "signature": _("Datum, Unterschrift"),
        "rule": rule,
        "yours": _("Ihr Abschnitt"),
        "kept": kept,
        "progress": _("So steht es gerade:"),
        "qr_alt": _("QR-Code, der zur Kampagne führt"),
        "privacy": " ".join(
            (
                _("Ihre Angaben dienen nur dieser Kampagne. Der Betrieb und die Verwaltung tragen sie ein."),
                _("Die Postleitzahl ist freiwillig: ab fünf Menschen steht deren Zahl auf der Seite der Kampagne."),
            )
        ),
    }
