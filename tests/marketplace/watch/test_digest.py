"""Digests: nothing new, no mail; each exactly once; by kind, then by distance; the best two in the subject."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, current_region, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind
from marketplace.listings.own.renew import renew
from marketplace.watch import digest
from marketplace.watch.change import pause
from marketplace.watch.digest import AT_ONCE, send_due
from marketplace.watch.models import Watch
from marketplace.watch.slots import next_slot
from marketplace.watch.tasks import RUNNING, send_digests_in_regions
from tenants.branding.models import Branding
from tests.make_listing import make_listing
from tests.make_watch import make_watch
from tests.marketplace.review.cast import utc
from tests.post import deliver_all

NOW = utc(3, 6)  # a Tuesday in November, 7:00 in Kiel
SINCE = NOW - timedelta(days=1)


def new(kind: Kind, title: str = "Kinderfahrrad", **fields: object) -> None:
    at = fields.pop("at", NOW - timedelta(hours=2))
    make_listing(kind, title=title, shown_at=at, released_at=at, **fields)


@pytest.mark.parametrize(
    ("rhythm", "at", "slot"),
    [
        ("daily", utc(3, 5, 59), utc(3, 6)),
        ("daily", utc(3, 6), utc(4, 6)),
        ("weekly", utc(3, 6), utc(6, 6)),
        ("weekly", utc(6, 5, 59), utc(6, 6)),
        ("weekly", utc(6, 6), utc(13, 6)),
        ("daily", utc(28, 12, month=3), utc(29, 5, month=3)),  # the night in which the clocks go forward
        ("daily", utc(24, 12, month=10), utc(25, 6, month=10)),  # and back
    ],
)
def test_the_hour_is_that_of_the_clock_on_the_wall(rhythm: str, at: datetime, slot: datetime) -> None:
    assert next_slot(rhythm, at) == slot


def test_nothing_new_no_mail(gifts: Kind) -> None:
    new(gifts, at=SINCE - timedelta(minutes=5))
    watch = make_watch(since=SINCE)
    assert send_due(at=NOW) == 1
    watch.refresh_from_db()
    assert (outbox().count(), watch.last_sent_at, watch.next_at) == (0, None, NOW + timedelta(days=1))
    assert send_due(at=NOW + timedelta(minutes=5)) == 0


def test_what_was_told_is_not_told_again_and_nothing_between_two_digests_is_lost(gifts: Kind) -> None:
    make_watch(since=SINCE)
    new(gifts, "Roller")
    new(gifts, "Schlitten", at=NOW - timedelta(seconds=20))  # may not be committed yet: the next one tells it
    send_due(at=NOW)
    send_due(at=NOW + timedelta(days=1))
    send_due(at=NOW + timedelta(days=2))
    assert [letter.subject for letter in deliver_all()] == ["Neu: Roller", "Neu: Schlitten"]


def test_noch_da_makes_nothing_new(gifts: Kind) -> None:
    at = SINCE - timedelta(days=10)
    listing = make_listing(gifts, shown_at=at, released_at=at)
    renew(listing, by="Petra", at=SINCE + timedelta(hours=1))
    make_watch(since=SINCE)
    send_due(at=NOW)
    assert outbox().count() == 0


def test_only_what_the_search_finds(gifts: Kind) -> None:
    make_watch({"q": ["Kinderrad"], "art": ["verschenken"], "ort": ["Wik"]}, since=SINCE)
    for title, place in (("Kinderfahrrad", "Wik"), ("Bett", "Wik"), ("Kinderfahrrad in Gaarden", "Gaarden")):
        new(gifts, title, place=place, body="Gut erhalten.")
    new(Kind.objects.get(slug="gebrauchtes"), "Kinderfahrrad, 40 Euro", body="Gut.")
    send_due(at=NOW)
    (letter,) = deliver_all()
    assert letter.subject == "Neu: Kinderfahrrad"
    assert "Gaarden" not in letter.body


def test_twenty_at_most_by_kind_then_by_distance_and_the_best_two_in_the_subject(gifts: Kind) -> None:
    make_watch({"plz": ["24105"]}, since=SINCE)
    used = Kind.objects.get(slug="gebrauchtes")
    for number in range(21):
        new(used, f"Buch {number:02}")
    new(gifts, "Nah", latitude=54.34, longitude=10.13)
    new(gifts, "Weit", latitude=54.5, longitude=10.1)  # the newer one
    send_due(at=NOW)
    (letter,) = deliver_all()
    assert letter.subject == "Neu: Nah · Weit · 21 weitere"
    assert letter.body.index("Zu verschenken") < letter.body.index("- Nah") < letter.body.index("- Weit")
    assert letter.body.index("- Weit") < letter.body.index("Gebrauchtes") < letter.body.index("- Buch 20")
    assert (letter.body.count("\n- "), "und 3 weitere" in letter.body) == (20, True)
    assert "/boerse/?plz=24105" in letter.body


def test_who_has_ended_or_paused_meanwhile_gets_no_letter(gifts: Kind) -> None:
    new(gifts)
    watch = make_watch(since=SINCE)
    send_due(at=NOW)
    pause(watch, at=NOW)
    assert deliver_all() == []
    assert outbox().count() == 0


def test_what_is_taken_down_meanwhile_is_not_in_the_letter(gifts: Kind) -> None:
    new(gifts, "Roller")
    make_watch(since=SINCE)
    send_due(at=NOW)
    gifts.listings.update(hidden_at=NOW)
    assert deliver_all() == []


def test_a_board_that_is_off_sends_nothing(gifts: Kind) -> None:
    new(gifts)
    make_watch(since=SINCE)
    Branding.objects.update(modules={"listings": False})
    send_due(at=NOW)
    assert outbox().count() == 0


@pytest.mark.parametrize(
    "state", [{"confirmed_at": None}, {"paused_at": NOW}, {"ended_at": NOW, "ended_by": "request"}], ids=str
)
def test_the_database_lets_none_be_due_that_is_not_running(gifts: Kind, state: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_watch(since=SINCE, **state)


def test_the_language_is_that_of_the_page_where_it_was_asked_for(gifts: Kind) -> None:
    new(gifts)
    make_watch(since=SINCE, language="en")
    send_due(at=NOW)
    assert outbox().get().language == "en"


def test_a_search_that_fails_keeps_nobody_waiting_and_loses_nothing(
    gifts: Kind, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    new(gifts)
    broken, _whole = (make_watch(since=SINCE, email=f"{name}@example.org") for name in ("a", "b"))
    real = digest._has_news

    def fails(watch: Watch, **period: datetime) -> bool:
        if watch.pk == broken.pk:
            raise ValueError("no such column")
        return real(watch, **period)

    monkeypatch.setattr(digest, "_has_news", fails)
    send_due(at=NOW)
    assert list(outbox().values_list("recipient", flat=True)) == ["b@example.org"]
    broken.refresh_from_db()
    assert (broken.seen_until, broken.next_at) == (SINCE, NOW + timedelta(days=1))
    assert "example.org" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one(gifts: Kind, kiel: RegionCard) -> None:
    new(gifts)
    for number in range(12):
        make_watch(since=SINCE, email=f"jan{number}@example.org")
    start = threading.Barrier(8)

    def work(_number: int) -> None:
        start.wait(timeout=30)
        try:
            with stepping_into(kiel):
                send_due(at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, range(8)))
    assert sorted(outbox().values_list("recipient", flat=True)) == sorted(f"jan{n}@example.org" for n in range(12))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_each_region_gets_its_own_and_a_large_one_one_batch_at_a_time(
    kiel: RegionCard, dortmund: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue is played by hand: first in, first out, as one worker would do it."""
    for card, number in ((dortmund, 3 * AT_ONCE), (kiel, 1)):
        with stepping_into(card):
            add_default_kinds()
            now = timezone.now()
            make_listing(Kind.objects.get(slug="verschenken"), shown_at=now - timedelta(hours=1))
            for one in range(number):
                make_watch(since=now - timedelta(days=2), email=f"jan{one}@example.org")
    queue: list[tuple[object, RegionCard, dict[str, object]]] = []

    def enqueue(self: object, args: object = None, kwargs: dict[str, object] | None = None, **options: object) -> None:
        queue.append((self, current_region(), kwargs or {}))

    monkeypatch.setattr("kreislauf.celery.RegionTask.apply_async", enqueue)
    with stepping_into(None):
        send_digests_in_regions()
        send_digests_in_regions()  # the next minute, while both still wait
    assert len(queue) == 2

    done: list[str] = []
    while queue:
        task, card, kwargs = queue.pop(0)
        done.append(f"{card.schema} {task.name.rpartition('.')[2]}")  # type: ignore[attr-defined]
        with stepping_into(card):
            task.run(**kwargs)  # type: ignore[attr-defined]
    assert done[:2] == [f"{dortmund.schema} send_digests", f"{kiel.schema} send_digests"]
    assert done.index(f"{kiel.schema} deliver_mail") == 2 + AT_ONCE + 1 <= 60
    assert len(done) == 3 * AT_ONCE + 1 + 4 + 1
    with stepping_into(dortmund):
        assert outbox().sent().count() == 3 * AT_ONCE
        assert cache.get(RUNNING) is None
    connections["owner"].close()
