"""Neighbours' help: asked in waves, taken by one, told to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.listings.help.take import AlreadyTaken, decline, follow_up, say_how_it_went, take
from marketplace.listings.help.waves import IN_A_WAVE, be_quiet, begin, due, next_helpers, send_wave
from marketplace.listings.links import ask_address, own_address
from marketplace.listings.models import Ask, Kind, Listing
from tests.make_listing import make_listing
from tests.post import deliver_all
from tests.words import words

HOUR = timedelta(hours=1)
KIEL, RENDSBURG, FLENSBURG = (54.32, 10.13), (54.30, 9.67), (54.79, 9.44)


@pytest.fixture
def wanted(gifts: Kind) -> Listing:
    kind = Kind.objects.get(slug="hilfe-gesucht")
    return make_listing(
        kind,
        title="Einkauf am Freitag",
        contact_name="Ilse",
        email="ilse@example.org",
        latitude=KIEL[0],
        longitude=KIEL[1],
    )


def helper(number: int = 0, *, at: tuple[float, float] = KIEL, category: str = "", **fields: object) -> Listing:
    kind = Kind.objects.get(slug="hilfe-angeboten")
    drawer = kind.categories.get(slug=category) if category else kind.categories.first()
    values = {"title": f"Hilfe {number}", "email": f"hilfe{number}@example.org", "contact_name": f"Nele {number}"}
    return make_listing(kind, category=drawer, latitude=at[0], longitude=at[1], **{**values, **fields})


def path_of(address: str) -> str:
    return address.partition(".localhost")[2].lstrip(":0123456789")


def test_the_first_wave_comes_after_a_pause_and_asks_ten(wanted: Listing) -> None:
    for number in range(12):
        helper(number)
    now = timezone.now()
    begin(wanted, at=now)
    assert not due(now + timedelta(minutes=29)).exists()

    assert send_wave(wanted.pk, at=now + HOUR / 2) == IN_A_WAVE
    assert send_wave(wanted.pk, at=now + HOUR / 2) == 0
    assert send_wave(wanted.pk, at=now + HOUR / 2 + 2 * HOUR) == 2
    assert Ask.objects.count() == 12


def test_nearer_ones_come_first_and_of_these_who_was_asked_least_lately(wanted: Listing) -> None:
    near_but_tired, near, farther = helper(1), helper(2), helper(3, at=(54.32, 10.20))
    helper(4, at=RENDSBURG)  # thirty kilometres
    helper(5, category="hund-und-katze")
    other = make_listing(wanted.kind, email="otto@example.org")
    Ask.objects.create(wanted=other, helper=near_but_tired, wave=1, asked_at=timezone.now())
    assert list(next_helpers(wanted, at=timezone.now())) == [near, near_but_tired, farther]


def test_who_wants_quiet_is_not_asked(wanted: Listing) -> None:
    one, now = helper(1), timezone.now()
    be_quiet(one, until=now + HOUR)
    assert not next_helpers(wanted, at=now).exists()
    assert next_helpers(wanted, at=now + HOUR).exists()


def test_only_who_takes_it_learns_who_it_is(site: Client, wanted: Listing) -> None:
    for number in range(2):
        helper(number)
    begin(wanted, at=timezone.now() - HOUR)
    send_wave(wanted.pk, at=timezone.now())
    letters = deliver_all()
    assert {letter.to[0] for letter in letters} == {"hilfe0@example.org", "hilfe1@example.org"}
    assert all("Ilse" not in letter.body and "ilse@example.org" not in letter.body for letter in letters)

    first, second = (path_of(ask_address(ask)) for ask in Ask.objects.order_by("pk"))
    assert "ilse@example.org" not in site.get(first).content.decode()
    site.post(first, {"antwort": "ja"})
    assert "ilse@example.org" in site.get(first).content.decode()
    late = site.post(second, {"antwort": "ja"}, follow=True)
    assert "Das hat schon jemand übernommen" in words(late)
    assert "ilse@example.org" not in late.content.decode()
    assert {letter.to[0] for letter in deliver_all()} == {"ilse@example.org", "hilfe0@example.org"}


def test_it_did_not_work_so_others_are_asked(site: Client, wanted: Listing) -> None:
    helper(1), helper(2)
    now = timezone.now()
    begin(wanted, at=now - HOUR)
    send_wave(wanted.pk, at=now)
    take(Ask.objects.earliest("pk"), at=now)
    assert (follow_up(at=now + 24 * HOUR), follow_up(at=now + 24 * HOUR)) == (1, 0)

    site.post(f"{path_of(own_address(wanted))}geklappt/", {"geklappt": "nein"})

    assert take(Ask.objects.latest("pk"), at=now).took_at == now
    with pytest.raises(AlreadyTaken):
        take(Ask.objects.earliest("pk"), at=now)


def test_yes_ends_it_and_is_counted(wanted: Listing) -> None:
    ask = Ask.objects.create(wanted=wanted, helper=helper(), wave=1, asked_at=timezone.now())
    take(ask, at=timezone.now())
    say_how_it_went(wanted, helped=True, at=timezone.now())
    wanted.refresh_from_db()
    assert (wanted.outcome, wanted.outcome_place) == ("done", "here")


def test_after_three_waves_a_person_is_told(wanted: Listing) -> None:
    for number in range(31):
        helper(number)
    at = timezone.now()
    begin(wanted, at=at - HOUR)
    for _ in range(3):
        assert send_wave(wanted.pk, at=at) == IN_A_WAVE
        at += 2 * HOUR
    assert send_wave(wanted.pk, at=at) == 0
    wanted.refresh_from_db()
    assert (wanted.desk_notified_at, wanted.next_wave_at) == (at, None)


def test_who_declines_can_still_take_it_later(wanted: Listing) -> None:
    ask = Ask.objects.create(wanted=wanted, helper=helper(), wave=1, asked_at=timezone.now())
    decline(ask, at=timezone.now())
    assert take(ask, at=timezone.now()).declined_at is None


def test_help_is_in_no_list_and_has_no_page(site: Client, wanted: Listing) -> None:
    for path in ("/", "/boerse/", "/boerse/?q=Einkauf", "/boerse.geojson", "/boerse/feed/", "/api/v1/listings/"):
        assert "Einkauf am Freitag" not in site.get(path).content.decode(), path
    assert site.get(wanted.get_absolute_url()).status_code == 404
    assert site.get("/boerse/hilfe-gesucht/").status_code == 404
    assert "Hilfe gesucht: 1" in words(site.get("/boerse/"))
