"""The worker's own entry points, in a process of its own, with real rows in two regions."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings import tasks
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.help.waves import due
from marketplace.listings.models import Ask, Kind, Listing
from marketplace.review.setup import set_routine
from marketplace.review.tasks import sweep_regions as sweep_reviews
from tenants.tasks import sweep_mail
from tests.make import NOON, make_user
from tests.make_listing import make_listing
from tests.marketplace.listings.test_help import helper
from tests.smtp_server import SmtpServer

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
KIEL = {"latitude": 54.32, "longitude": 10.13}
ROUNDS = int(os.environ.get("KILL_ROUNDS", "4"))
PATIENCE = 60.0


@pytest.fixture
def post() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def queue() -> Iterator[redis.Redis]:
    """The broker, empty before and after."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.delete("celery", "unacked", "unacked_index")
        yield broker
        broker.delete("celery", "unacked", "unacked_index")


@contextmanager
def worker(post: SmtpServer, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One process that does one task after the other, as the smallest installation has it."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings"}
    environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
    command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "kreislauf.celery", "worker", "--pool", "solo"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with log.open("ab") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def until(what: str, is_so, log: Path) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"not {what}:\n{log.read_text(errors='replace')[-3000:]}"
        time.sleep(0.05)


def requests_for_help(number: int) -> None:
    """Their first wave is due, and thirty people offer it."""
    add_default_kinds()
    for one in range(30):
        helper(one)
    first = make_listing(
        Kind.objects.get(slug="hilfe-gesucht"),
        next_wave_at=timezone.now() - timedelta(hours=1),
        email="ilse@example.org",
        **KIEL,
    )
    values = {field.attname: getattr(first, field.attname) for field in Listing._meta.concrete_fields}
    more = [Listing(**values | {"id": None, "key": f"anfrage-{at}"}) for at in range(1, number)]
    Listing.objects.bulk_create(more, batch_size=2000)


def test_ten_thousand_that_wait_next_door_do_not_delay_the_one_here(
    kiel: RegionCard, dortmund: RegionCard, post: SmtpServer, queue: redis.Redis, tmp_path: Path
) -> None:
    with stepping_into(dortmund):  # comes first in the sweep
        requests_for_help(10_000)
    with stepping_into(kiel):
        requests_for_help(1)
    log = tmp_path / "worker.log"

    with worker(post, log):
        until("ready", lambda: "[queues]" in log.read_text(errors="replace"), log)
        began = time.monotonic()
        tasks.send_waves_in_regions.delay()
        with stepping_into(kiel):
            until("sent in Kiel", lambda: outbox().sent().count() == 10, log)
        took = time.monotonic() - began

    with stepping_into(dortmund):
        before_us = Listing.objects.filter(waves=1).count()
    print(f"first wave after {took:.1f} s, behind {before_us} of the neighbour's")
    assert before_us <= 15


def test_killed_again_and_again_it_loses_no_wave_and_no_bundle_and_repeats_none(
    kiel: RegionCard, post: SmtpServer, queue: redis.Redis, tmp_path: Path
) -> None:
    chance, log, long_ago = random.Random(20_261_126), tmp_path / "worker.log", timezone.now() - timedelta(days=5)
    with stepping_into(kiel):
        set_routine(
            hours=[8, 13], each_at_once=False, deputies_email="", by=make_user(email="ute@kiel.example"), at=NOON
        )
        requests_for_help(12)
        gifts = Kind.objects.get(slug="verschenken")
        for number in range(6):
            make_listing(gifts, approved_at=None, submitted_at=long_ago, email=f"petra{number}@example.org")

    for _round in range(ROUNDS):
        with worker(post, log):
            sweep()
            until("at work", lambda: queue.llen("celery") == 0 or queue.hlen("unacked"), log)
            time.sleep(chance.uniform(0.0, 1.2))
        queue.delete("unacked", "unacked_index")  # what it had in hand is lost
    with worker(post, log), stepping_into(kiel):
        end = time.monotonic() + PATIENCE
        while due(timezone.now()).exists() or outbox().waiting().exists() or not outbox().exists():
            assert time.monotonic() < end, log.read_text(errors="replace")[-3000:]
            sweep()
            outbox().waiting().update(next_try_at=long_ago)  # as if the minutes between two tries had gone by
            time.sleep(1)

    with stepping_into(kiel):
        asked = Ask.objects.values_list("wanted").annotate(n=Count("helper", distinct=True))
        assert {n for _wanted, n in asked} == {10}
        assert (len(asked), Ask.objects.count()) == (12, 120)
        queued = Counter(outbox().values_list("kind", flat=True))
        assert queued == {"listings.help_asked": 120, "review.bundle": 1, "listings.delay": 6}
        assert len(outbox().get(kind="review.bundle").detail["items"]) == 6
    # One that died between the server's thanks and its own note sends the same letter again, under the same name.
    assert len({message["Message-ID"] for _to, message in post.received}) == 127


def sweep() -> None:
    """As the timetable does every minute."""
    tasks.send_waves_in_regions.delay()
    sweep_reviews.delay()
    sweep_mail.delay()
