"""Gesucht-Gefunden: who looks for something hears first of what may be it, once for each pair."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.listings.models import Found, Kind, Listing
from marketplace.listings.seekers import MOST_A_DAY, notify_seekers, sought
from marketplace.review.approve import approve
from marketplace.review.change import change
from tests.make import make_business, make_user
from tests.make_listing import make_listing
from tests.marketplace.review.cast import queued
from tests.post import deliver_all

LETTER = ("listings.found", "jan@example.org")


@pytest.fixture
def looking(gifts: Kind) -> Kind:
    return Kind.objects.get(slug="gesuche")


def wanted(looking: Kind, title: str, **fields: object) -> Listing:
    return make_listing(looking, title=title, **({"email": "jan@example.org", "contact_name": "Jan"} | fields))


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Suche Kinderfahrrad, 20 Zoll", "Kinderfahrrad"),
        ("Wer hat einen Kinderwagen übrig?", "Kinderwagen"),
        ("Gesucht: alte Nähmaschine", "Nähmaschine"),
        ("suche bollerwagen", "bollerwagen"),
        ("Suche", ""),
    ],
)
def test_a_title_s_noun_is_what_is_looked_for(title: str, noun: str) -> None:
    assert sought(title) == noun


@pytest.mark.parametrize(
    ("title", "offered", "fits"),
    [
        ("Suche Kinderfahrrad", "Kinderfahrrad, rot", True),
        ("Suche Fahrrad", "Zwei Kinderfahrräder zu verschenken", True),
        ("Suche Kinderrad", "Kinderfahrrad", True),
        ("Suche Regale", "Bücherregal", True),
        ("Suche Staubsauger", "Kinderfahrrad", False),
        ("Suche rote Gießkanne", "Rotes Sofa", False),
        ("Suche", "Kinderfahrrad", False),
    ],
)
def test_spellings_plurals_and_compounds_count(
    gifts: Kind, looking: Kind, title: str, offered: str, fits: bool
) -> None:
    wanted(looking, title)
    notify_seekers(make_listing(gifts, title=offered), at=timezone.now())
    assert queued("listings.found") == ([LETTER] if fits else [])


def test_the_release_tells_at_once_and_a_change_tells_nobody_again(gifts: Kind, looking: Kind) -> None:
    wanted(looking, "Suche Kinderfahrrad")
    new = {"approved_at": None, "shown_at": None, "expires_at": None}
    listing, editor = make_listing(gifts, **new), make_user()
    assert queued("listings.found") == []
    approve(listing, version=1, by=editor, at=timezone.now())
    listing.refresh_from_db()
    change(listing, {"body": "Jetzt mit Korb."}, by="Petra", at=timezone.now())
    listing.refresh_from_db()
    approve(listing, version=listing.version, by=editor, at=timezone.now())
    notify_seekers(listing, at=timezone.now() + timedelta(days=2))
    assert queued("listings.found") == [LETTER]
    letter = next(one for one in deliver_all() if one.to == ["jan@example.org"])
    assert letter.subject == "Vielleicht das, was Sie suchen: Kinderfahrrad zu verschenken"
    assert "petra@example.org" not in letter.message().as_string()


def test_no_letter_once_one_of_the_two_is_over(gifts: Kind, looking: Kind) -> None:
    wanted(looking, "Suche Kinderfahrrad")
    listing = make_listing(gifts)
    notify_seekers(listing, at=timezone.now())
    Listing.objects.filter(pk=listing.pk).update(closed_at=timezone.now(), outcome="done")
    assert [one.subject for one in deliver_all()] == []


def test_not_far_away_not_one_s_own_and_no_advertising(gifts: Kind, looking: Kind) -> None:
    wanted(looking, "Suche Kinderfahrrad", latitude=54.3, longitude=10.1)
    now = timezone.now()
    notify_seekers(make_listing(gifts, latitude=53.5, longitude=10.0), at=now)  # Hamburg
    notify_seekers(make_listing(gifts, email="jan@example.org"), at=now)
    used = Kind.objects.get(slug="gebrauchtes")
    notify_seekers(make_listing(used, seller="trader", business=make_business()), at=now)
    notify_seekers(make_listing(Kind.objects.get(slug="hilfe-angeboten"), title="Kinderfahrrad"), at=now)
    assert queued("listings.found") == []
    notify_seekers(make_listing(gifts, latitude=54.35, longitude=10.1), at=now)
    assert queued("listings.found") == [LETTER]


def test_what_is_closed_or_not_released_is_not_looked_for(gifts: Kind, looking: Kind) -> None:
    now = timezone.now()
    wanted(looking, "Suche Kinderfahrrad", closed_at=now, outcome="done")
    wanted(looking, "Suche Kinderfahrrad", approved_at=None)
    notify_seekers(make_listing(gifts), at=now)
    assert Found.objects.count() == 0


def test_three_letters_a_day(gifts: Kind, looking: Kind) -> None:
    wanted(looking, "Suche Kinderfahrrad")
    now = timezone.now()
    for _ in range(MOST_A_DAY + 2):
        notify_seekers(make_listing(gifts), at=now)
    assert len(queued("listings.found")) == MOST_A_DAY
    notify_seekers(make_listing(gifts), at=now + timedelta(days=1, minutes=1))
    assert len(queued("listings.found")) == MOST_A_DAY + 1


def test_one_release_asks_as_much_for_many_as_for_few(gifts: Kind, looking: Kind) -> None:
    offer = make_listing(gifts, title="Staubsauger")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            notify_seekers(offer, at=timezone.now())
        return len(queries)

    wanted(looking, "Suche Kinderfahrrad")
    asked()
    few = asked()
    for number in range(20):
        wanted(looking, f"Suche Kinderfahrrad {number}")
    assert asked() == few
