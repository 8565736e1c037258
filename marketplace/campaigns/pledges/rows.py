"""Pledges as a table for a spreadsheet."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kreislauf.web.table_file import Euros
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.status import state_of

HEAD = (
    *(_("Nummer"), _("Kampagne"), _("Bestellt am"), _("Bezahlt am"), _("Stand"), _("Name"), _("E-Mail-Adresse")),
    *(_("Gegenleistung"), _("Preis in Euro"), _("Versand in Euro"), _("Freier Betrag in Euro"), _("Summe in Euro")),
    *(_("Straße"), _("Postleitzahl"), _("Ort"), _("Verschickt am"), _("Angekommen am"), _("Name auf der Seite")),
)


def row_of(pledge: Pledge) -> tuple[object, ...]:
    """Needs the campaign and the reward."""
    address = pledge.address or {}
    return (
        pledge.number,
        pledge.campaign.title,
        _day(pledge.created_at),
        _day(pledge.paid_at),
        state_of(pledge).label,
        pledge.name,
        pledge.email,
        pledge.terms.get("title", ""),
        Euros(pledge.reward_cents),
        Euros(pledge.shipping_cents),
        Euros(pledge.support_cents),
        Euros(pledge.total_cents),
        address.get("street", ""),
        address.get("postcode") or pledge.postcode,
        address.get("town", ""),
        _day(pledge.sent_at),
        _day(pledge.received_at),
        pledge.public_name,
    )


def _day(moment: datetime | None) -> str:
    return f"{localtime(moment):%d.%m.%Y}" if moment else ""
