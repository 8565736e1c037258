"""German text and German days."""

from __future__ import annotations

import re
from datetime import UTC, date
from pathlib import Path

import pytest

from kreislauf.german import german_order, german_sort_key, midnight, spelled_out
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import make_business

ROOT = Path(__file__).parents[2]


def test_umlauts_are_sorted_with_their_vowels() -> None:
    assert sorted(["Zwiebel", "Öl", "Oboe", "Äpfel", "apfel", "Straße"], key=german_sort_key) == [
        *("Äpfel", "apfel", "Oboe", "Öl", "Straße", "Zwiebel")
    ]


@pytest.mark.parametrize(
    ("text", "ascii"), [("Bäckerei Öz", "Baeckerei Oez"), ("Weiß & Ægir", "Weiss & Aegir"), ("Åse", "Aase")]
)
def test_what_ascii_does_not_have_is_spelled_out(text: str, ascii: str) -> None:  # noqa: A002
    assert spelled_out(text) == ascii


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 29), 23), (date(2026, 3, 30), 22)])
def test_a_day_begins_in_germany_in_summer_and_in_winter(day: date, hour: int) -> None:
    assert midnight(day).astimezone(UTC).hour == hour


NAMES = ["Zarpen", "Ärla", "Öhrstadt", "Ødis", "Übelacker", "Udet", "Uell", "Weißenfelser", "Weitblick", "weiß", "Łódź"]


@pytest.mark.django_db
def test_the_database_sorts_as_the_code_does(in_kiel: RegionCard) -> None:
    for name in NAMES:
        make_business(name=name)

    by_code = sorted(NAMES, key=german_sort_key)

    assert [row.name for row in Business.objects.order_by(german_order("name"))] == by_code
    assert [row.name for row in Business.objects.all().in_german_order()] == by_code
    assert by_code == [
        *("Ärla", "Łódź", "Ødis", "Öhrstadt", "Übelacker", "Udet", "Uell"),
        *("weiß", "Weißenfelser", "Weitblick", "Zarpen"),
    ]


def test_no_list_of_names_is_sorted_by_code_point() -> None:
    """The database's own order puts Ä behind Z."""
    rooms = ("platform/kreislauf", "tenants", "billing", "marketplace")
    files = (file for room in rooms for file in (ROOT / room).rglob("*.py") if "node_modules" not in file.parts)
    plain = re.compile(r"order_by\([^)\n]*\"-?(?:\w+__)?(?:name|place|title|town)\"")
    found = {file.name: plain.search(re.sub(r'german_order\("[^"]*"\)', "", file.read_text())) for file in files}
    assert {name: match[0] for name, match in found.items() if match} == {}
