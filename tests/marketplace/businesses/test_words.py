"""Searching by words: the database writes what is searched, whoever writes the row."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kreislauf.german import midnight
from kreislauf.regions import RegionCard
from marketplace.businesses.hours import hour_of_week, is_open
from marketplace.businesses.models import Business, Category
from marketplace.search.question import WORDS_FIRST
from marketplace.vouchers.models import Offer
from tests.make import NOON, make_business, make_category, make_offer

pytestmark = pytest.mark.usefixtures("in_kiel")


def named(text: str) -> list[str]:
    return [one.name for one in Business.objects.in_words(text).in_german_order()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("krüger", ["Bäckerei Krüger & Söhne"]),
        ("KRUGER sohne", ["Bäckerei Krüger & Söhne"]),
        ("ckere", ["Bäckerei Krüger & Söhne"]),  # within a word
        ("Kru\u0308ger", ["Bäckerei Krüger & Söhne"]),  # as a Mac types it
        ("Öz", ["Öz Obst"]),  # short words: where a word begins
        ("z", []),
        ("ob öz", ["Öz Obst"]),
        ("Söhne-Bäckerei!", ["Bäckerei Krüger & Söhne"]),
        ("100%", []),
        ("_", ["Bäckerei Krüger & Söhne", "Öz Obst"]),  # signs ask for nothing
        ("Кофе", []),
    ],
)
def test_words_are_found_however_they_are_typed(words: str, found: list[str]) -> None:
    make_business(name="Bäckerei Krüger & Söhne", description="")
    make_business(name="Öz Obst", description="")
    assert named(words) == found


def test_other_scripts_are_words_too() -> None:
    make_business(name="Кофейня Ірина")
    assert named("кофе ирина") == []
    assert named("кофе ірина") == ["Кофейня Ірина"]


def test_what_is_searched_follows_every_way_of_writing() -> None:
    category = make_category(name="Café")
    business = make_business(name="Kajüte", place="Wik", category=category)
    offer = make_offer(business=business, title="Brunch")

    def found(text: str) -> tuple[bool, bool]:
        return business in Business.objects.in_words(text), offer in Offer.objects.in_words(text)

    assert found("kajute wik cafe") == (True, True)
    Business.objects.filter(pk=business.pk).update(name="Leuchtturm", place="Gaarden")
    assert (found("kajute"), found("leuchtturm gaarden")) == ((False, False), (True, True))
    Category.objects.filter(pk=category.pk).update(name="Gasthaus")
    assert (found("cafe"), found("gasthaus")) == ((False, False), (True, True))
    Offer.objects.bulk_update([Offer(pk=offer.pk, title="Frühstück")], ["title"])
    assert found("leuchtturm frühstück") == (False, True)
    stale = Business.objects.get(pk=business.pk)
    stale.words, stale.sort_name = "nichts", "nichts"
    stale.save()
    assert found("leuchtturm") == (True, True)


def test_an_offer_is_on_sale_while_its_business_is_public() -> None:
    business = make_business(latitude=54.3, longitude=10.1)
    offer = make_offer(business=business)

    def on_sale() -> tuple[bool, bool]:
        return offer in Offer.objects.on_sale(), offer in Offer.objects.on_map()

    assert on_sale() == (True, True)
    for change, expected in (
        ({"closed_at": NOON}, (False, False)),
        ({"closed_at": None}, (True, True)),
        ({"approved_at": None}, (False, False)),
        ({"approved_at": NOON, "latitude": None, "longitude": None}, (True, False)),
    ):
        Business.objects.filter(pk=business.pk).update(**change)
        assert on_sale() == expected
    Offer.objects.filter(pk=offer.pk).update(stock_left=0)
    assert on_sale() == (False, False)


def test_the_hours_of_the_index_hold_every_open_minute(in_kiel: RegionCard) -> None:
    spans = [
        {"day": 0, "from": "09:00", "to": "12:00"},
        {"day": 0, "from": "14:30", "to": "18:15"},
        {"day": 6, "from": "20:00", "to": "02:00"},
        {"day": 3, "from": "00:00", "to": "00:00"},
    ]
    bar = make_business(hours=spans)
    bar.refresh_from_db()
    monday: datetime = midnight(NOON.date() - timedelta(days=NOON.weekday()))
    minutes = [monday + timedelta(minutes=minute) for minute in range(0, 7 * 24 * 60, 5)]
    missed = [moment for moment in minutes if is_open(spans, moment) and hour_of_week(moment) not in bar.open_hours]  # type: ignore[arg-type]
    assert missed == []
    assert len(bar.open_hours) == 3 + 5 + 6 + 24


def test_each_row_begins_as_the_condition_says_that_keeps_postgresql_off_the_alphabet() -> None:
    """What a search by words adds for the planner must never leave a row out."""
    make_business(name="!!!", description="", town="", place="Wik", category=make_category(name="?"))
    assert named("wik") == ["!!!"]
    assert Business.objects.exclude(WORDS_FIRST).count() == 0
    assert "LEFT(" in str(Business.objects.in_words("wik").query)
