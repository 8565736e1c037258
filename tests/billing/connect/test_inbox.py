"""The inbox keeps every event once, gives it to one worker at a time, tries again, gives up, and forgets in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from billing.connect.inbox import handle
from billing.connect.inbox.handle import handle_event
from billing.connect.inbox.purge import remove_old_events
from billing.connect.inbox.receive import receive
from billing.connect.inbox.schedule import LONGEST_WAIT, MOST_TRIES, next_try
from billing.connect.models import InboxEvent, Problem
from billing.providers.base import AttemptEvent
from kreislauf.celery import RegionTask
from kreislauf.regions import RegionCard, stepping_into

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def make_event(**fields: Any) -> InboxEvent:
    values: dict[str, Any] = {
        "provider": "sandbox",
        "event_ref": f"evt_{uuid4()}",
        "kind": "attempt",
        "schema": "r_kiel",
    }
    values |= {"attempt_key": uuid4(), "received_at": NOON, "next_try_at": NOON}
    with stepping_into(None):
        return InboxEvent.objects.create(**(values | fields))


@pytest.mark.django_db(transaction=True)
def test_an_event_that_comes_ten_times_at_once_is_queued_once(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[object] = []
    monkeypatch.setattr(RegionTask, "apply_async", lambda self, **options: queued.append(options["kwargs"]))
    event = AttemptEvent(ref="evt_1", schema="r_kiel", attempt_key=uuid4())

    def send(_number: int) -> None:
        receive("sandbox", event, at=NOON)
        connections.close_all()

    with ThreadPoolExecutor(10) as senders:
        list(senders.map(send, range(10)))

    assert queued == [{"event_id": InboxEvent.objects.get().pk}]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_ten_workers_take_up_at_once_is_handled_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    acted: list[int] = []
    monkeypatch.setattr(handle, "_act_on", lambda event, *, at: acted.append(event.pk))
    event = make_event()

    def work(_number: int) -> None:
        handle_event(event.pk, at=NOON)
        connections.close_all()

    with ThreadPoolExecutor(10) as workers:
        list(workers.map(work, range(10)))

    assert acted == [event.pk]


@pytest.mark.django_db
def test_the_same_name_from_another_provider_is_another_event(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in ("sandbox", "stripe", "sandbox"):
        receive(provider, AttemptEvent(ref="evt_1", schema="r_kiel", attempt_key=uuid4()), at=NOON)

    assert sorted(InboxEvent.objects.values_list("provider", flat=True)) == ["sandbox", "stripe"]


def test_the_waits_grow_to_six_hours_and_end_after_some_three_days() -> None:
    waits = [next_try(tries, at=NOON) - NOON for tries in range(MOST_TRIES)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits[-1] == LONGEST_WAIT
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=4)


@pytest.mark.django_db
def test_what_fails_again_and_again_ends_with_a_person(monkeypatch: pytest.MonkeyPatch, kiel: RegionCard) -> None:
    def fails(event: InboxEvent, *, at: datetime) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(handle, "_act_on", fails)
    event, at, tries = make_event(), NOON, 0
    while not InboxEvent.objects.stuck().exists():
        tries += 1
        at = InboxEvent.objects.get().next_try_at or at
        if tries <= MOST_TRIES:
            with pytest.raises(ZeroDivisionError):
                handle_event(event.pk, at=at)
        else:
            handle_event(event.pk, at=at)

    assert tries == MOST_TRIES + 1
    assert InboxEvent.objects.get().problem == Problem.GAVE_UP


@pytest.mark.django_db
def test_an_event_is_not_taken_up_before_its_time_and_not_after_it_was_handled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acted: list[int] = []
    monkeypatch.setattr(handle, "_act_on", lambda event, *, at: acted.append(event.pk))
    early, done, due = make_event(), make_event(handled_at=NOON, next_try_at=None), make_event()
    InboxEvent.objects.filter(pk=early.pk).update(next_try_at=NOON + timedelta(seconds=1))

    for event in (early, done, due, due):
        handle_event(event.pk, at=NOON)

    assert acted == [due.pk]


@pytest.mark.django_db
def test_handled_events_go_after_ninety_days_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billing.connect.inbox.purge.AT_ONCE", 2)
    long_ago = NOON - timedelta(days=91)
    for _ in range(3):
        make_event(handled_at=long_ago, next_try_at=None)
    kept = [
        make_event(handled_at=NOON - timedelta(days=89), next_try_at=None),
        make_event(received_at=long_ago, next_try_at=None, problem=Problem.NO_REGION),
        make_event(received_at=long_ago),
    ]

    assert [remove_old_events(at=NOON) for _ in range(3)] == [2, 1, 0]

    assert set(InboxEvent.objects.all()) == set(kept)


@pytest.mark.django_db
def test_a_row_of_the_inbox_is_the_same_written_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand-written INSERT names every column."""
    monkeypatch.setattr(RegionTask, "apply_async", lambda self, **options: None)
    key, now = uuid4(), timezone.now()
    receive("sandbox", AttemptEvent(ref="evt_1", schema="r_kiel", attempt_key=key), at=now)

    row = InboxEvent.objects.values().get()
    del row["id"]
    assert row == {
        "provider": "sandbox",
        "event_ref": "evt_1",
        "kind": "attempt",
        "livemode": None,
        "account_ref": "",
        "about": "",
        "schema": "r_kiel",
        "attempt_key": key,
        "received_at": now,
        "handled_at": None,
        "tries": 0,
        "next_try_at": now,
        "problem": "",
        "note": "",
    }
