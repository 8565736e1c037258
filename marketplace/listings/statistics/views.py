"""The office's page of numbers, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kreislauf.bar_chart import Bar, bars_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import stream_table
from marketplace.listings.models import Counted, Daily
from marketplace.listings.statistics.numbers import FEWEST, Numbers, in_words, is_few, numbers_of
from marketplace.listings.statistics.period import Period, usual_periods

FIRST = "jahr"
MOST_VIEWED = 10
_DAY_HOURS = 24


class Chart(NamedTuple):
    """``rows`` are the months in words with their counts, the same as the bars."""

    title: str
    label: str
    bars: list[Bar]
    rows: list[tuple[str, int]]
    quiet: bool  # small counts are hidden


@allow(Audience.EDITOR)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    periods = usual_periods(today)
    name, period = _chosen(request)
    found = numbers_of(period)
    context = {
        "numbers": found,
        "period": period,
        "periods": [(value, label) for value, (label, _period) in periods.items()],
        "chosen": name,
        "tiles": list(_tiles(found)),
        "charts": list(_charts(found)),
        "waited": waited_in_words(found.hours_to_release),
        "most_viewed": _most_viewed(period),
        "today": today,
    }
    return render(request, "listings/office/numbers.html", context)


@allow(Audience.EDITOR)
@require_safe
def numbers_file(request: HttpRequest) -> FileResponse:
    """One row for each month and kind; small counts are hidden here, too."""
    _name, period = _chosen(request)
    header = [_("Monat"), _("Art"), _("freigegeben"), _("vergeben über diese Seite"), _("vergeben woanders")]
    header += [
        _("zurückgezogen"),
        _("abgelaufen"),
        _("entfernt"),
        _("Aufrufe"),
        _("Nachrichten"),
        _("Hilfe vermittelt"),
    ]
    title = f"boerse-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}"
    return stream_table(request, title, header, _rows(numbers_of(period)))


def _chosen(request: HttpRequest) -> tuple[str, Period]:
    """``?zeit=quartal``; the last twelve months where nothing that makes sense was asked for."""
    periods = usual_periods(timezone.localdate())
    name = request.GET.get("zeit", "")
    name = name if name in periods else FIRST
    return name, periods[name][1]


def _rows(found: Numbers) -> Iterator[list[object]]:
    names = {kind.pk: kind.name for kind in found.kinds}
    for month in found.period.months():
        for kind in (*(kind.pk for kind in found.kinds), None):
            counts = found.rows.get((month, kind))
            if counts is not None:
                name = names[kind] if kind is not None else _("Börse als Ganzes")
                open_ = (
                    counts.released,
                    counts.here,
                    counts.elsewhere,
                    counts.withdrawn,
                    counts.expired,
                    counts.removed,
                )
                quiet = (counts.views, counts.messages, counts.helped)
                yield [
                    f"{month:%Y-%m}",
                    name,
                    *open_,
                    *(in_words(number) if is_few(number) else number for number in quiet),
                ]


def _tiles(found: Numbers) -> Iterator[tuple[str, str]]:
    total, quiet = found.total, found.quiet
    text = ngettext("Anzeige freigegeben", "Anzeigen freigegeben", total.released)
    yield number_format(total.released, force_grouping=True), text
    yield number_format(total.here, force_grouping=True), _("vergeben über diese Seite")
    yield number_format(total.elsewhere, force_grouping=True), _("vergeben auf anderem Weg")
    yield number_format(total.withdrawn, force_grouping=True), _("zurückgezogen")
    yield in_words(quiet.helped), _("Hilfe vermittelt")
    yield in_words(quiet.messages), _("Nachrichten weitergeleitet")
    yield in_words(quiet.views), _("Aufrufe")


def _charts(found: Numbers) -> Iterator[Chart]:
    months = list(found.months())
    yield _chart(_("Freigegebene Anzeigen"), ((month, counts.released) for month, counts in months))
    given = ((month, counts.here + counts.elsewhere) for month, counts in months)
    yield _chart(_("Vergeben und vermittelt"), given)
    yield _chart(_("Aufrufe"), ((month, counts.views) for month, counts in months), quiet=True)
    yield _chart(_("Weitergeleitete Nachrichten"), ((month, counts.messages) for month, counts in months), quiet=True)


def _chart(title: str, months: Iterable[tuple[date, int]], *, quiet: bool = False) -> Chart:
    rows = list(months)
    shown = [(month, FEWEST if quiet and is_few(number) else number) for month, number in rows]
    bars = bars_of(
        [
            (
                date_format(month, "M"),
                number,
                "< 5" if quiet and is_few(real) else number_format(number, force_grouping=True),
            )
            for (month, number), (_month, real) in zip(shown, rows, strict=True)
        ]
    )
    named = [(date_format(month, "F Y"), number) for month, number in rows]
    label = _("%(title)s von %(first)s bis %(last)s. Die Zahlen stehen in der Tabelle darunter.") % {
        "title": title,
        "first": named[0][0],
        "last": named[-1][0],
    }
    return Chart(title, label, bars, named, quiet)


def _most_viewed(period: Period) -> list[Any]:
    """Listings that were looked at often enough, with what they are called while they are called anything."""
    days = Daily.objects.filter(what=Counted.VIEW, listing__isnull=False, day__gte=period.first, day__lte=period.last)
    rows = days.order_by().values("listing", "listing__title", "kind__name").annotate(views=Sum("number"))
    return list(rows.filter(views__gte=FEWEST).order_by("-views", "listing")[:MOST_VIEWED])


def waited_in_words(hours: float | None) -> str:
    if hours is None:
        return "–"
    if hours < 1:
        minutes = max(round(hours * 60), 1)
        return ngettext("%(n)s Minute", "%(n)s Minuten", minutes) % {"n": minutes}
    if hours < 2 * _DAY_HOURS:
        return ngettext("%(n)s Stunde", "%(n)s Stunden", round(hours)) % {"n": round(hours)}
    days = round(hours / _DAY_HOURS)
    return ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days}
