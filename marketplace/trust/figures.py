"""How many notices, decisions and appeals there were.

For the yearly report (Art. 15 DSA) and, half a year at a time, for the authorities (Art. 24(3) DSA).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.accounts.models import User
from kreislauf.slices import Text
from marketplace.trust.models import Appeal, Category, Decision, Ground, Notice, Outcome


@dataclass(frozen=True)
class Span:
    """A year, or the first or second half of one."""

    year: int
    half: int = 0

    @property
    def begin(self) -> datetime:
        return _midnight(date(self.year, 7 if self.half == 2 else 1, 1))

    @property
    def end(self) -> datetime:
        return _midnight(date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1))

    @property
    def title(self) -> str:
        if self.half:
            return _("%(half)s. Halbjahr %(year)s") % {"half": self.half, "year": self.year}
        return str(self.year)


@dataclass(frozen=True)
class Figures:
    """Each list holds a line for everything there is, also where nothing happened."""

    notices: int
    categories: list[tuple[Text, int]]
    decisions: int
    outcomes: list[tuple[Text, int]]
    grounds: list[tuple[Text, int]]
    by_notice: int
    median: timedelta | None
    open: int
    appeals: int
    ruled: int
    upheld: int
    appeal_median: timedelta | None
    accounts: int

    def rows(self) -> Iterable[tuple[str, Text, object]]:
        """For a spreadsheet: part, line, number; times in hours."""
        yield _("Meldungen"), _("Eingegangen"), self.notices
        yield _("Meldungen"), _("Noch nicht entschieden"), self.open
        yield from ((_("Meldungen nach Grund"), label, n) for label, n in self.categories)
        yield _("Entscheidungen"), _("Getroffen"), self.decisions
        yield _("Entscheidungen"), _("Auf eine Meldung hin"), self.by_notice
        yield _("Entscheidungen"), _("Von einem Programm getroffen"), 0
        yield from ((_("Entscheidungen nach Art"), label, n) for label, n in self.outcomes)
        yield from ((_("Entscheidungen nach Grundlage"), label, n) for label, n in self.grounds)
        yield _("Entscheidungen"), _("Mittlere Zeit bis zur Entscheidung, in Stunden"), _hours(self.median)
        yield _("Beschwerden"), _("Eingegangen"), self.appeals
        yield _("Beschwerden"), _("Entschieden"), self.ruled
        yield _("Beschwerden"), _("Davon mit Erfolg"), self.upheld
        yield _("Beschwerden"), _("Mittlere Zeit bis zur Antwort, in Stunden"), _hours(self.appeal_median)
        yield _("Nutzer"), _("Menschen mit einem Konto"), self.accounts


class _Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def figures(span: Span) -> Figures:
    """Notices and appeals count when they came, decisions when they were made; what was provisional counts nowhere."""
    came = Notice.objects.filter(received_at__gte=span.begin, received_at__lt=span.end).order_by()
    made = Decision.objects.filter(at__gte=span.begin, at__lt=span.end, is_provisional=False).order_by()
    decided = Notice.objects.filter(decision__in=made).order_by()
    appeals = Appeal.objects.filter(at__gte=span.begin, at__lt=span.end).order_by()
    ruled = appeals.filter(ruled_at__isnull=False)
    return Figures(
        notices=came.count(),
        categories=_lines(Category, dict(came.values_list("category").annotate(n=Count("pk")))),
        decisions=made.count(),
        outcomes=_lines(Outcome, dict(made.values_list("outcome").annotate(n=Count("pk")))),
        grounds=_lines(Ground, dict(made.values_list("ground").annotate(n=Count("pk")))),
        by_notice=made.filter(by_notice=True).count(),
        median=_median(decided, F("decision__at") - F("received_at")),
        open=came.filter(decision__isnull=True).count(),
        appeals=appeals.count(),
        **ruled.aggregate(ruled=Count("pk"), upheld=Count("pk", filter=Q(is_upheld=True))),
        appeal_median=_median(ruled, F("ruled_at") - F("at")),
        accounts=User.objects.filter(is_active=True, created_at__lt=span.end).count(),
    )


def spans(today: date) -> list[Span]:
    """To choose from: this year and the four before, each whole and in halves."""
    return [Span(year, half) for year in range(today.year, today.year - 5, -1) for half in (0, 1, 2)]


def _lines(choices: type[Category] | type[Outcome] | type[Ground], counted: dict[str, int]) -> list[tuple[Text, int]]:
    return [(one.label, counted.get(one.value, 0)) for one in choices]


def _median(rows: QuerySet[Any], between: CombinedExpression) -> timedelta | None:
    took = ExpressionWrapper(between, output_field=DurationField())
    found: timedelta | None = rows.aggregate(median=_Median(took))["median"]
    return found


def _hours(took: timedelta | None) -> object:
    return "" if took is None else round(took / timedelta(hours=1), 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
