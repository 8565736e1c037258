"""``kill -9`` of a real process that is making a region, at any moment and at each stage; the sweeper ends it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest
from django.conf import settings
from django.db import connections

from kreislauf.regions import stepping_into
from tenants.branding.models import Branding
from tenants.logbook.models import LogEntry
from tenants.models import Domain, Region, Status
from tenants.signup import tasks
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.models import Application, StageName
from tenants.signup.provision import MAX_TRIES
from tenants.signup.reject import reject
from tests.make import NOON
from tests.tenants.signup import nursery
from tests.tenants.signup.apply_form import signup_data
from tests.thorough import enough

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]

ROUNDS = enough(16, thorough=60)
# How often a region's worker is killed before the sweeper is let at it; from the third time on all is taken back.
KILLS = (1, 1, 1, 1, 2, 2, 3, 4)
SWEEP_SECONDS = settings.CELERY_BEAT_SCHEDULE["tenants.signup.tasks.sweep_provisioning"]["schedule"]


class Nursery:
    """Workers that are born ready and die when told."""

    def __init__(self) -> None:
        command = [sys.executable, "-W", "ignore", nursery.__file__]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}
        self.process = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, env=environment)
        assert self._line() == ["ready"]

    def run(self, application_id: int, *, kill_after: float = 60, kill_at: str = "") -> tuple[str, float]:
        """How the worker ended, and after how many seconds: killed at a moment, or as it begins a stage."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{application_id} {kill_after} {kill_at}\n")
        self.process.stdin.flush()
        end, seconds = self._line()
        return end, float(seconds)

    def close(self) -> None:
        self.process.communicate(timeout=10)

    def _line(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()


@pytest.fixture
def workers() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def test_a_killed_worker_leaves_a_draft_or_nothing_and_blocks_nobody(workers: Nursery) -> None:
    chance, longest = random.Random(20_261_121), 0.0
    ends: Counter[str] = Counter()
    reached: Counter[tuple[str, int]] = Counter()
    usual = min(_seconds_alive(workers, label) for label in ("muster-a", "muster-b", "muster-c"))
    for number in range(ROUNDS):
        label = f"probe-{number + 10}"
        application = _approved(label)
        for _ in range(KILLS[number % len(KILLS)]):
            _wait_for_the_dead()
            end, _seconds = workers.run(application.pk, kill_after=chance.uniform(0, usual))
            reached[end, application.stages.count()] += 1

        given_up = _out_of_tries(application.pk)
        began = time.monotonic()
        _sweep_until_decided(application.pk)
        longest = max(longest, time.monotonic() - began)

        end_of_it = _end_of(application.pk, label)
        assert end_of_it == ("rolled back" if given_up else "draft")
        ends[end_of_it] += 1
    print(f"\n{usual=:.2f} {longest=:.2f} {ends=} stages done when it ended: {sorted(reached.items())}")
    assert sum(ends.values()) == ROUNDS
    assert sum(times for (end, _stages), times in reached.items() if end == "killed") > ROUNDS / 2
    assert longest + SWEEP_SECONDS < 60  # a worker dies, at worst, just after a sweep


@pytest.mark.parametrize("stage", StageName.values)
def test_a_worker_that_dies_at_the_same_stage_again_and_again_leaves_nothing(workers: Nursery, stage: str) -> None:
    label = f"wiege-{stage}"
    application = _approved(label)
    for _ in range(MAX_TRIES):
        _wait_for_the_dead()
        assert workers.run(application.pk, kill_at=stage)[0] == "killed"

    assert _out_of_tries(application.pk)
    _sweep_until_decided(application.pk)

    assert _end_of(application.pk, label) == "rolled back"


def _seconds_alive(workers: Nursery, label: str) -> float:
    """How long making a region takes when nobody is killed."""
    end, seconds = workers.run(_approved(label).pk, kill_after=60)
    assert end == "finished"
    return seconds


def _approved(label: str) -> Application:
    application = apply(
        signup_data(label=label, name=f"Stadt {label}", email=f"leitung@{label}.example"), key=f"{label:032}", at=NOON
    )
    return approve(confirm(application, at=NOON), by="Robin", at=NOON)


def _out_of_tries(application_id: int) -> bool:
    _wait_for_the_dead()
    return Application.objects.filter(pk=application_id, tries=MAX_TRIES, finished_at=None).exists()


def _sweep_until_decided(application_id: int) -> None:
    deadline = time.monotonic() + 60
    while Application.objects.in_the_making().filter(pk=application_id).exists():
        assert time.monotonic() < deadline, Application.objects.get(pk=application_id).last_error
        tasks.sweep_provisioning()


def _end_of(application_id: int, label: str) -> str:
    """Which of the two it is, after looking into every corner."""
    application = Application.objects.get(pk=application_id)
    schema = f"r_{label.replace('-', '_')}"
    _wait_for_the_dead()
    if application.finished_at is None:
        assert application.failed_at is not None
        assert application.tries == 3
        assert not Region.objects.filter(label=label).exists()
        assert not Domain.objects.filter(domain__startswith=f"{label}.").exists()
        assert _ask("SELECT nspname FROM pg_namespace WHERE nspname = %s", schema) == []
        assert _ask("SELECT rolname FROM pg_roles WHERE rolname = %s", schema) == []
        assert not (Path(settings.MEDIA_ROOT) / schema).exists()
        reject(application, reason="Es sollte nicht sein.", by="Robin", at=NOON)
        again = apply(
            signup_data(label=label, name=f"Stadt {label}", email=f"leitung@{label}.example"),
            key=f"{label}again".rjust(32),
            at=NOON,
        )
        reject(again, reason="Nur eine Probe.", by="Robin", at=NOON)
        return "rolled back"
    region = Region.objects.prefetch_related("domains").get(label=label)
    assert (region.status, region.host) == (Status.DRAFT, f"{label}.localhost")
    assert LogEntry.objects.filter(action="region.draft", region_id=region.pk).count() == 1
    with stepping_into(region.card()):
        assert Branding.objects.count() == 1
    return "draft"


def _wait_for_the_dead() -> None:
    """The server notices that a client is gone when it next hears of it; until then its session works on."""
    deadline = time.monotonic() + 30
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend'"
        " AND pid <> pg_backend_pid() AND pid <> ALL (%s)"
    )
    mine = [one.connection.info.backend_pid for one in connections.all(initialized_only=True) if one.connection]
    while _ask(others, mine) != [0]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _ask(question: str, *given: object) -> list[object]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question, given)
        return [value for (value,) in cursor.fetchall()]
