"""The last day in bars, one for each hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from kreislauf.bar_chart import Bar, bars_of
from kreislauf.slices import Text
from tenants.monitoring.history import last_day


@dataclass(frozen=True)
class Chart:
    """``rows`` are the same numbers as a table."""

    title: Text
    label: str
    bars: Sequence[Bar]
    rows: Sequence[tuple[str, int]]


def charts(*, at: datetime) -> list[Chart]:
    """In one question to the database; none where nothing was measured yet."""
    day = last_day(at=at)
    if not day.rows:
        return []
    return [
        _chart(_("Wartende Aufgaben, Höchststand"), day.highest("queue")),
        _chart(_("Verschickte Mails"), day.added("mail_sent")),
        _chart(_("Unentschiedene Zahlungen, Höchststand"), day.highest("payments_open")),
        _chart(_("Verbindungen zur Datenbank, Höchststand"), day.highest("db_connections")),
    ]


def _chart(title: str, hours: list[tuple[datetime, int]]) -> Chart:
    shown = [(date_format(timezone.localtime(hour), "H:i"), number) for hour, number in hours]
    label = _("%(title)s, je Stunde. Die Zahlen stehen in der Tabelle darunter.") % {"title": title}
    bars = bars_of([(hour, number, number_format(number, force_grouping=True)) for hour, number in shown])
    return Chart(title, label, bars, [(_("%(hour)s Uhr") % {"hour": hour}, number) for hour, number in shown])
