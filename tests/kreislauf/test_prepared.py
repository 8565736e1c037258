"""Statements that are put together once."""

from __future__ import annotations

import pytest

from kreislauf.counted import Counted
from kreislauf.prepared import DAY, NUMBER, Prepared, PreparedList
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.pages import numbered_page
from marketplace.businesses.models import Business
from tests.make import NOON, make_business


@pytest.fixture
def three(in_kiel: RegionCard) -> list[int]:
    return [make_business(name=name).pk for name in ("A", "B", "C")]


def test_a_statement_is_asked_with_the_values_of_the_day(three: list[int]) -> None:
    one = Prepared.of(Business.objects.filter(pk=NUMBER).values_list("name"))
    assert [one.all({NUMBER: pk, DAY: NOON.date()}) for pk in three] == [[("A",)], [("B",)], [("C",)]]


def test_a_statement_reads_the_region_at_work(three: list[int], dortmund: RegionCard) -> None:
    everything = Prepared.of(Business.objects.values_list("name"))
    assert len(everything.all({})) == 3
    with stepping_into(dortmund):
        assert everything.all({}) == []


def test_a_prepared_list_has_numbered_pages(three: list[int]) -> None:
    prepared = PreparedList.of(Business.objects.exclude(pk=NUMBER).order_by("name").values_list("name"), str)
    page = numbered_page(prepared.at({NUMBER: three[0]}), "2", per_page=1)
    assert (list(page), page.paginator.count, page.has_next()) == (["C"], 2, False)
    assert prepared.at({NUMBER: 0}, beyond=1)[0:2] == ["A", "B", "C"]
    assert prepared.at({NUMBER: 0}).counted() == Counted(3)


def test_a_list_in_which_no_row_can_stand_is_empty(three: list[int]) -> None:
    nothing = PreparedList.of(Business.objects.none().order_by("name").values_list("name"), str).at({})
    assert (nothing.counted(), nothing[0:2]) == (Counted(0), [])
