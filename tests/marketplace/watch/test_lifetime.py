"""How long a watch lives, and what is left of it: seen by travelling in time."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.listings.models import Kind
from marketplace.watch.change import renew
from marketplace.watch.digest import send_due
from marketplace.watch.lifetime import tend
from marketplace.watch.links import own_address
from marketplace.watch.models import Watch
from tests.make_listing import make_listing
from tests.make_watch import make_watch
from tests.marketplace.review.cast import queued, utc
from tests.post import deliver_all

pytestmark = pytest.mark.django_db
NOW = utc(3, 6)
DAY = timedelta(days=1)


def test_what_nobody_confirmed_is_gone_after_two_days(gifts: Kind) -> None:
    for hours in (47, 49):
        asked = NOW - timedelta(hours=hours)
        make_watch(since=asked, email=f"{hours}@example.org", confirmed_at=None, next_at=None)
    tend(at=NOW)
    assert [watch.email for watch in Watch.objects.all()] == ["47@example.org"]


def test_two_weeks_before_its_end_one_mail_asks(gifts: Kind) -> None:
    watch = make_watch(since=NOW - 351 * DAY)
    tend(at=NOW - timedelta(minutes=1))
    assert queued() == []
    for hours in range(3):
        tend(at=NOW + timedelta(hours=hours))
    assert queued() == [("watch.renewal", "jan@example.org")]
    (letter,) = deliver_all()
    assert letter.subject == "Suche noch ein Jahr beobachten?"
    assert letter.message()["List-Unsubscribe"]

    renew(watch, at=NOW)
    tend(at=NOW + 300 * DAY)
    assert len(queued()) == 1
    tend(at=NOW + 352 * DAY)
    assert len(queued()) == 2


def test_after_a_year_it_ends_by_itself(gifts: Kind) -> None:
    watch = make_watch(since=NOW - 365 * DAY)
    tend(at=NOW)
    watch.refresh_from_db()
    assert (watch.ended_at, watch.ended_by, watch.next_at) == (NOW, "time", None)


@pytest.mark.parametrize(("days_left", "says_so"), [(59, True), (61, False)])
def test_the_last_digests_say_that_it_ends(gifts: Kind, days_left: int, says_so: bool) -> None:
    now = timezone.now()
    make_listing(gifts, shown_at=now - timedelta(hours=1))
    make_watch(since=now - 2 * DAY, ends_at=now + days_left * DAY + timedelta(hours=1))
    send_due(at=now)
    (letter,) = deliver_all()
    assert ("Hier verlängern Sie sie um ein Jahr" in letter.body) is says_so


def test_the_proof_stays_three_years_from_the_end_of_the_year_without_the_search(gifts: Kind) -> None:
    make_watch({"q": ["Rad"]}, since=NOW - 100 * DAY, ended_at=NOW, ended_by="request", next_at=None)
    tend(at=NOW + 29 * DAY)
    assert Watch.objects.get().search == {"q": ["Rad"]}
    tend(at=NOW + 31 * DAY)
    row = Watch.objects.get()
    assert (row.search, row.search_key, row.email, row.text_version) == ({}, "", "jan@example.org", "2026-11")
    tend(at=NOW.replace(year=2029, month=12, day=31))
    assert Watch.objects.count() == 1
    tend(at=NOW.replace(year=2030, month=1, day=1))
    assert Watch.objects.count() == 0


def test_the_page_of_one_of_which_only_the_proof_is_left(site: Client, gifts: Kind) -> None:
    watch = make_watch(since=NOW, ended_at=NOW, ended_by="request", next_at=None)
    Watch.objects.update(search={}, search_key="")
    assert site.get(urlsplit(own_address(watch)).path).status_code == 200
