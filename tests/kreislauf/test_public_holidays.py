"""The Länder's holidays, against a library that follows their acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from kreislauf.public_holidays import (
    LAND_CODES,
    is_public_holiday,
    land_of,
    may_be_public_holiday,
    next_working_day,
)

YEARS = range(2026, 2041)
ALL_DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range((date(2041, 1, 1) - date(2026, 1, 1)).days)]


@pytest.mark.parametrize("land", LAND_CODES)
def test_each_lands_holidays_are_those_that_the_library_knows(land: str) -> None:
    known = set(country_holidays("DE", subdiv=land, years=YEARS))
    assert {day for day in ALL_DAYS if is_public_holiday(day, land)} == known


def test_without_a_land_only_the_whole_countrys_holidays_are_certain() -> None:
    known = set(country_holidays("DE", years=YEARS))
    assert {day for day in ALL_DAYS if is_public_holiday(day, "")} == known


@pytest.mark.parametrize(("land", "place"), [("BY", "BY"), ("SN", "SN"), ("TH", "TH"), ("BY", "Augsburg")])
def test_a_holiday_in_a_part_of_the_land_may_be_one(land: str, place: str) -> None:
    both = ("public", "catholic")
    known = set(country_holidays("DE", subdiv=place, years=YEARS, categories=both))
    assert all(may_be_public_holiday(day, land) for day in known)
    assert any(not is_public_holiday(day, land) for day in known)


def test_without_a_land_a_holiday_anywhere_may_be_one() -> None:
    assert may_be_public_holiday(date(2026, 11, 18), "")  # Sachsen only
    assert not may_be_public_holiday(date(2026, 11, 18), "SH")
    assert not may_be_public_holiday(date(2026, 11, 17), "")


def test_the_next_working_day_is_neither_weekend_nor_holiday() -> None:
    assert next_working_day(date(2026, 12, 25), "SH") == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 28), "SH") == date(2026, 12, 28)


@pytest.mark.parametrize(("ars", "land"), [("010590000000", "SH"), ("160000000000", "TH"), ("", ""), ("99", "")])
def test_the_first_two_digits_name_the_land(ars: str, land: str) -> None:
    assert land_of(ars) == land
