"""The months in which meetings take place, for the filter."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from kreislauf.prepared import MOMENT, Prepared
from marketplace.meetings.public.filter import PAST, MeetingFilter

MOST_MONTHS = 24
ZONE = "zone"  # a stand-in
# From month to month: each is one look into the index of beginnings, however many meetings there are.
_AHEAD = """WITH RECURSIVE months(first) AS (
  (SELECT date_trunc('month', starts_at AT TIME ZONE %s) FROM ({rows}) found ORDER BY starts_at LIMIT 1)
  UNION ALL
  SELECT (SELECT date_trunc('month', starts_at AT TIME ZONE %s) FROM ({rows}) found
    WHERE starts_at >= (first + interval '1 month') AT TIME ZONE %s ORDER BY starts_at LIMIT 1)
  FROM months WHERE first IS NOT NULL)
SELECT first FROM months WHERE first IS NOT NULL LIMIT {most}"""
_BACK = _AHEAD.replace(">= (first + interval '1 month')", "< first").replace("BY starts_at", "BY starts_at DESC")


def months_of(filters: MeetingFilter, at: datetime) -> list[tuple[str, str]]:
    """(value, name) of those in which something takes place, in the order of the list."""
    rows = _statement(filters.is_past).all({MOMENT: at, ZONE: get_current_timezone_name()})
    return [_named(first, get_language()) for (first,) in rows]


@lru_cache(maxsize=512)
def _named(first: datetime, language: str | None) -> tuple[str, str]:
    """In the language at work."""
    return f"{first:%Y-%m}", date_format(first, "F Y")


@cache
def _statement(is_past: bool) -> Prepared:
    filters = MeetingFilter(time=PAST if is_past else "")
    rows = Prepared.of(filters.results(MOMENT).order_by().values_list("starts_at"))
    sql = (_BACK if is_past else _AHEAD).format(rows=rows.sql, most=MOST_MONTHS)
    return Prepared(sql, (ZONE, *rows.params, ZONE, *rows.params, ZONE))
