"""Lists of any length: counted up to a limit, and shown by key, wherever rows come and go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kreislauf.audit.models import Entry
from kreislauf.counted import Counted, counted
from kreislauf.web.pages import KeyPage, key_page, numbered_page
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from tests.make import NOON, make_business

pytestmark = pytest.mark.usefixtures("in_kiel")


def entry(title: str, *, minutes: int = 0) -> Entry:
    at = NOON + timedelta(minutes=minutes)
    return Entry.objects.create(at=at, actor="Ute", action="x", subject="y", subject_id=1, title=title)


def page(asked: str | None = None) -> KeyPage:
    return key_page(Entry.objects.all(), asked, per_page=2)


def titles(shown: KeyPage) -> list[str]:
    return [row.title for row in shown]


def test_pages_lead_to_the_end_and_back_without_a_number() -> None:
    for number in range(5):
        entry(str(number), minutes=number)

    first = page()
    second = page(first.next_page_number)
    third = page(second.next_page_number)

    assert [titles(one) for one in (first, second, third)] == [["4", "3"], ["2", "1"], ["0"]]
    assert [(one.has_previous, one.has_next) for one in (first, second, third)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert titles(page(third.previous_page_number)) == ["2", "1"]
    assert titles(page(second.previous_page_number)) == ["4", "3"]


def test_rows_of_the_same_moment_are_each_shown_once() -> None:
    for number in range(5):
        entry(str(number))
    shown, asked = [], None
    for _turn in range(3):
        one = page(asked)
        shown += titles(one)
        asked = one.next_page_number
    assert shown == ["4", "3", "2", "1", "0"]


def test_a_row_that_comes_in_meanwhile_moves_no_page() -> None:
    for number in range(4):
        entry(str(number), minutes=number)
    onward = page().next_page_number
    entry("neu", minutes=9)
    assert titles(page(onward)) == ["1", "0"]


def test_a_row_that_left_the_filter_still_says_where_the_page_begins() -> None:
    for name in ("A", "B", "C", "D"):
        make_business(name=name, approved_at=None)
    waiting = Business.objects.waiting().in_german_order()
    onward = key_page(waiting, None, per_page=2).next_page_number
    Business.objects.filter(name="B").update(approved_at=NOON)
    assert [one.name for one in key_page(waiting, onward, per_page=2)] == ["C", "D"]


@pytest.mark.parametrize("asked", ["", "2", "nach-", "nach-999", "vor-x", "nach-1;--", "nach-" + "9" * 30, "nach-٣"])
def test_what_names_no_page_is_the_first(asked: str) -> None:
    entry("eins")
    assert titles(page(asked)) == ["eins"]


def test_counting_ends() -> None:
    for name in ("A", "B", "C"):
        make_business(name=name)
    found = Business.objects.all()
    assert (counted(found, most=3), counted(found, most=2)) == (Counted(3), Counted(2, more=True))
    assert (str(Counted(3)), str(Counted(1000, more=True))) == ("3", "mehr als 1.000")


def test_numbers_end_where_counting_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        make_business(name=f"Betrieb {number}")
    monkeypatch.setattr("kreislauf.counted.COUNTED", 4)
    last = numbered_page(Business.objects.in_german_order(), "99", per_page=2)
    assert (last.number, [one.name for one in last]) == (2, ["Betrieb 2", "Betrieb 3"])
    assert last.paginator.counted.more  # type: ignore[attr-defined]


def test_a_small_region_is_summed_at_once_and_a_large_one_every_few_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = iter(range(9))
    rows = Business.objects.all()
    make_business(name="A")
    assert [remembered("x", lambda: next(sums), over=rows) for _ in range(2)] == [0, 1]
    monkeypatch.setattr("kreislauf.counted.COUNTED", 0)
    assert [remembered("x", lambda: next(sums), over=rows) for _ in range(2)] == [2, 2]
