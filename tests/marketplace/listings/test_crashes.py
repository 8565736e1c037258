"""A worker that dies anywhere has done all of one thing or nothing of it, and the next one does it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.listings.contact.write import forward
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.help.take import follow_up, take
from marketplace.listings.help.waves import begin, send_wave
from marketplace.listings.lifetime.forget import forget
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Ask, Kind, Listing
from marketplace.listings.own.close import expire
from marketplace.listings.submit.confirm import confirm, forget_unconfirmed
from marketplace.review.bundle import notify_deputies, notify_of_delays, send_bundle
from marketplace.review.setup import set_routine
from tests.make import make_business, make_user
from tests.make_listing import make_listing, make_message
from tests.marketplace.crash import dies_everywhere
from tests.marketplace.listings.test_help import helper

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
DAY = timedelta(days=1)


@pytest.fixture
def gifts(kiel: RegionCard) -> Iterator[Kind]:
    """As ``gifts`` of the others, and committed."""
    with stepping_into(kiel):
        add_default_kinds()
        yield Kind.objects.get(slug="verschenken")


@pytest.fixture
def wanted(gifts: Kind) -> Listing:
    return make_listing(
        Kind.objects.get(slug="hilfe-gesucht"), email="ilse@example.org", latitude=54.32, longitude=10.13
    )


def letters(kind: str) -> list[str]:
    """To whom letters of a kind were queued."""
    return list(outbox().filter(kind=kind).order_by("recipient").values_list("recipient", flat=True))


def test_a_wave(wanted: Listing, kiel: RegionCard) -> None:
    for number in range(3):
        helper(number)
    now = timezone.now()
    begin(wanted, at=now - DAY)

    assert dies_everywhere(lambda: send_wave(wanted.pk, at=now), of=kiel) > 5

    send_wave(wanted.pk, at=now)
    assert Ask.objects.count() == 3
    assert letters("listings.help_asked") == [f"hilfe{number}@example.org" for number in range(3)]


def test_a_wave_that_finds_nobody(wanted: Listing, kiel: RegionCard) -> None:
    make_user(email="ute@kiel.example")
    now = timezone.now()
    begin(wanted, at=now - DAY)
    dies_everywhere(lambda: send_wave(wanted.pk, at=now), of=kiel)
    send_wave(wanted.pk, at=now)
    assert letters("listings.help_desk") == ["ute@kiel.example"]


def test_taking_it_and_asking_a_day_later(wanted: Listing, kiel: RegionCard) -> None:
    now = timezone.now()
    ask = Ask.objects.create(wanted=wanted, helper=helper(), wave=1, asked_at=now)
    dies_everywhere(lambda: take(ask, at=now), of=kiel)
    take(ask, at=now)
    dies_everywhere(lambda: follow_up(at=now + DAY), of=kiel)
    follow_up(at=now + DAY)
    assert letters("listings.help_found") == ["ilse@example.org"]
    assert letters("listings.help_taken") == ["hilfe0@example.org"]
    assert letters("listings.help_follow_up") == ["ilse@example.org"]


def test_the_end_and_the_letter_about_it(gifts: Kind, kiel: RegionCard) -> None:
    now = timezone.now()
    listing = make_listing(gifts, shown_at=now - 20 * DAY, expires_at=now + DAY)
    dies_everywhere(lambda: remind(at=now), of=kiel)
    dies_everywhere(lambda: expire(at=now + DAY), of=kiel)
    assert (remind(at=now), expire(at=now + DAY)) == (0, 0)
    assert letters("listings.reminder") == letters("listings.expired") == ["petra@example.org"]

    dies_everywhere(lambda: forget(at=now + 100 * DAY), of=kiel)
    listing.refresh_from_db()
    assert (listing.body, listing.forgotten_at) == ("", now + 100 * DAY)


def test_unconfirmed_goes_whole(gifts: Kind, kiel: RegionCard) -> None:
    make_listing(gifts, confirmed_at=None, approved_at=None)
    dies_everywhere(lambda: forget_unconfirmed(at=timezone.now() + 3 * DAY), of=kiel)
    assert not Listing.objects.exists()


def test_a_click_that_confirms(gifts: Kind, kiel: RegionCard) -> None:
    make_user(email="ute@kiel.example")
    now = timezone.now()
    listing = make_listing(gifts, confirmed_at=None, approved_at=None)
    message = make_message(make_listing(gifts))
    dies_everywhere(lambda: confirm(listing, at=now), of=kiel)
    dies_everywhere(lambda: forward(message, at=now), of=kiel)
    confirm(listing, at=now)
    forward(message, at=now)
    assert letters("listings.forwarded") == ["petra@example.org"]
    assert letters("listings.approval") == ["ute@kiel.example"]


def test_the_bundle_of_the_morning_and_what_follows_it(gifts: Kind, kiel: RegionCard) -> None:
    ute, long_ago = make_user(email="ute@kiel.example"), timezone.now() - 5 * DAY
    set_routine(hours=[8, 13], each_at_once=False, deputies_email="vertretung@kiel.example", by=ute, at=long_ago)
    for number in range(2):
        make_listing(gifts, approved_at=None, shown_at=None, submitted_at=long_ago, email=f"petra{number}@example.org")
    make_business(approved_at=None, submitted_at=long_ago, notified_at=None)

    dies_everywhere(lambda: send_bundle(at=long_ago + DAY), of=kiel)
    send_bundle(at=long_ago + DAY)
    assert letters("review.bundle") == ["ute@kiel.example"]
    (bundle,) = outbox().filter(kind="review.bundle")
    assert len(bundle.detail["items"]) == Listing.objects.count() + Business.objects.count()

    dies_everywhere(lambda: notify_deputies(at=long_ago + 3 * DAY), of=kiel)
    notify_deputies(at=long_ago + 3 * DAY)
    assert letters("review.bundle") == ["ute@kiel.example", "vertretung@kiel.example"]

    dies_everywhere(lambda: notify_of_delays(at=long_ago + 4 * DAY), of=kiel)
    notify_of_delays(at=long_ago + 4 * DAY)
    assert letters("listings.delay") == ["petra0@example.org", "petra1@example.org"]
