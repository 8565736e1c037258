"""One of several processes holds a lease; beats with a lease know when each entry was last sent."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import redis
from celery.beat import Scheduler

from kreislauf.celery import app
from kreislauf.processes.beat_schedule import LAST_SENT, SharedScheduler
from kreislauf.processes.lease import Lease, connect

MAIL = "tenants.tasks.sweep_mail"


@pytest.fixture
def server() -> Iterator[redis.Redis]:
    with connect() as server:
        server.delete("kreislauf:lease:beat", "kreislauf:lease:x", LAST_SENT)
        yield server


def test_one_holds_it_until_it_gives_it_up(server: redis.Redis) -> None:
    one, other = Lease("x", seconds=60, server=server), Lease("x", seconds=60, server=server)

    assert (one.hold(), other.hold(), one.hold()) == (True, False, True)
    other.give_up()
    assert not other.hold()
    one.give_up()
    assert (other.hold(), one.hold()) == (True, False)


def test_who_does_not_renew_it_loses_it(server: redis.Redis) -> None:
    one, other = Lease("x", seconds=0.02, server=server), Lease("x", seconds=60, server=server)

    assert one.hold()
    time.sleep(0.05)
    assert (other.hold(), one.hold()) == (True, False)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(Scheduler, "apply_async", lambda self, entry, **options: names.append(entry.name))
    return names


def test_only_the_holder_sends_and_what_fell_due_meanwhile_is_sent_once(
    server: redis.Redis,
    sent: list[str],
) -> None:
    server.hset(LAST_SENT, MAIL, time.time() - 3600)
    one, other = SharedScheduler(app), SharedScheduler(app)

    for beat in (one, other, one, other):
        beat.tick()
    assert sent == [MAIL]

    one.close()
    for _again in range(3):
        other.tick()
    assert sent == [MAIL]
    other.close()


def test_without_the_server_nothing_is_sent_and_beat_goes_on(sent: list[str], server: redis.Redis) -> None:
    server.hset(LAST_SENT, MAIL, time.time() - 3600)
    beat = SharedScheduler(app)
    beat.lease.server = connect("redis://127.0.0.1:1")

    assert beat.tick() == 2.0
    assert sent == []
    beat.close()
