"""Bars that fit, periods that make sense."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from kreislauf.bar_chart import HEIGHT, WIDTH, bars_of
from marketplace.vouchers.books.period import Period, period_of, usual_periods

TODAY = date(2026, 11, 21)


def test_the_highest_bar_fills_the_height_and_is_marked_once() -> None:
    bars = bars_of([("Sep", 500, "5 €"), ("Okt", 1000, "10 €"), ("Nov", 1000, "10 €")])

    assert [(bar.height, bar.marked) for bar in bars] == [(HEIGHT // 2, False), (HEIGHT, True), (HEIGHT, False)]
    assert [bar.y + bar.height for bar in bars] == [HEIGHT] * 3


@pytest.mark.parametrize("months", [1, 2, 12, 24, 60])
def test_bars_stay_inside_and_names_apart(months: int) -> None:
    bars = bars_of([(str(number), number % 7, "") for number in range(months)])

    assert bars[-1].x + bars[-1].width <= max(WIDTH, months * 12)
    named = [bar.x for bar in bars if bar.labelled]
    assert all(right - left > 64 for left, right in itertools.pairwise(named))


@pytest.mark.parametrize(("highest", "anchor"), [(0, "start"), (12, "middle"), (23, "end")])
def test_the_words_of_the_highest_end_with_the_drawing(highest: int, anchor: str) -> None:
    bar = bars_of([(str(hour), int(hour == highest), "1 Sekunde") for hour in range(24)])[highest]
    assert bar.anchor == anchor
    assert 0 <= bar.words_x <= 560


def test_a_part_of_a_bar_is_seen_however_little_it_is() -> None:
    bars = bars_of([("8", 1000, "1.000"), ("9", 1000, "1.000"), ("10", 0, "0")], parts=[500, 1, 0])

    assert [(bar.part_height, bar.part_y) for bar in bars] == [(HEIGHT // 2, HEIGHT // 2), (6, HEIGHT - 6), (0, HEIGHT)]
    assert [bar.part_height for bar in bars_of([("8", 3, "3")])] == [0]


def test_nothing_sold_is_flat_and_no_month_is_no_bar() -> None:
    assert [(bar.height, bar.marked) for bar in bars_of([("Okt", 0, ""), ("Nov", 0, "")])] == [(0, False), (0, False)]
    assert bars_of([]) == []


def test_a_small_amount_is_still_seen() -> None:
    assert [bar.height for bar in bars_of([("Okt", 1, ""), ("Nov", 1_000_000, "")])] == [2, HEIGHT]


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("", Period(date(2026, 1, 1), TODAY)),
        ("von=2026-03-01&bis=2026-03-31", Period(date(2026, 3, 1), date(2026, 3, 31))),
        ("von=2026-03-01", Period(date(2026, 3, 1), TODAY)),
        ("von=2026-04-01&bis=2026-03-31", Period(date(2026, 1, 1), TODAY)),
        ("von=1999-01-01&bis=2026-03-31", Period(date(2026, 1, 1), TODAY)),
        ("von=quatsch&bis=2026-02-30", Period(date(2026, 1, 1), TODAY)),
    ],
)
def test_a_period_is_what_was_asked_for_or_this_year(query: str, period: Period) -> None:
    assert period_of(QueryDict(query), today=TODAY) == period


def test_a_day_begins_and_ends_in_germany() -> None:
    start, end = Period(date(2026, 10, 25), date(2026, 10, 25)).moments  # the night the clocks go back

    assert (start.astimezone(UTC), end.astimezone(UTC)) == (
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    )


def test_usual_periods_follow_the_calendar() -> None:
    assert [period for _label, period in usual_periods(date(2026, 1, 15))] == [
        Period(date(2026, 1, 1), date(2026, 1, 15)),
        Period(date(2025, 12, 1), date(2025, 12, 31)),
        Period(date(2026, 1, 1), date(2026, 1, 15)),
        Period(date(2025, 1, 1), date(2025, 12, 31)),
    ]
