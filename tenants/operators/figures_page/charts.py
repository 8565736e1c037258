"""A figure in bars, most of them one for each hour of the last day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.bar_chart import Bar, bars_of
from kreislauf.slices import Text
from tenants.monitoring.history import ByHour, Day
from tenants.operators.durations import in_words
from tenants.operators.figures_page.shares import whole


@dataclass(frozen=True)
class Chart:
    """``rows`` are the same numbers as a table; ``part`` is what the bars' red part counts, if they have one."""

    title: Text
    label: str
    bars: Sequence[Bar]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    part: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing to draw: all bars are 0."""
        return not any(bar.height for bar in self.bars)


def page_chart(day: Day) -> Chart:
    return _by_hour(_("Anfragen"), day.added("pages"), _("fehlgeschlagen"), day.added("pages_failed"))


def redemption_charts(day: Day) -> list[Chart]:
    return [
        _by_hour(_("Einlösungen"), day.added("redemptions"), _("über eine Sekunde"), day.added("redemptions_slow")),
    ]


def mail_charts(day: Day) -> list[Chart]:
    return [
        _by_hour(
            _("Verschickte Mails"), day.added("mail_sent"), _("später als nach fünf Minuten"), day.added("mail_late")
        ),
        _by_hour(_("Fehlgeschlagene Versuche"), day.added("mail_failed")),
    ]


def queue_charts(day: Day) -> list[Chart]:
    return [
        _by_hour(_("Wartende Aufgaben, Höchststand"), day.highest("queue")),
        _by_hour(_("Älteste wartende Aufgabe, Höchststand"), day.highest("queue_seconds"), words=in_words),
        _by_hour(_("Fehlgeschlagene Aufgaben"), day.added("tasks_failed")),
    ]


def payment_chart(day: Day) -> Chart:
    return _by_hour(_("Unentschiedene Zahlungen, Höchststand"), day.highest("payments_open"))


def connection_chart(day: Day) -> Chart:
    return _by_hour(_("Verbindungen zur Datenbank, Höchststand"), day.highest("db_connections"))


def chart_of(
    title: str,
    values: Sequence[tuple[str, int]],
    *,
    column: str,
    part: str = "",
    parts: Sequence[int] | None = None,
    words: Callable[[int], str] = whole,
) -> Chart:
    """``column`` is what the values' labels are called, ``parts`` how much of each is ``part``."""
    label = _("%(title)s. Die Zahlen stehen in der Tabelle darunter.") % {"title": title}
    bars = bars_of([(name, number, words(number)) for name, number in values], parts=parts)
    columns = [
        column,
        _("Anzahl") if words is whole else _("Dauer"),
        *([_("davon %(part)s") % {"part": part}] if part else []),
    ]
    rows = [[name, words(number)] for name, number in values]
    for row, number in zip(rows, parts or (), strict=parts is not None):
        row.append(words(number))
    return Chart(title, label, bars, columns, rows, part)


def _by_hour(
    title: str, hours: ByHour, part: str = "", parts: ByHour | None = None, words: Callable[[int], str] = whole
) -> Chart:
    return chart_of(
        _("%(title)s, je Stunde") % {"title": title},
        [(date_format(timezone.localtime(hour), "H:i"), number) for hour, number in hours],
        column=_("Stunde ab"),
        part=part,
        parts=None if parts is None else [number for _hour, number in parts],
        words=words,
    )
