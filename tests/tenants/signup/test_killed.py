"""``kill -9`` of a real process that is making a region, at a random moment; the sweeper then brings it to an end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from subprocess import PIPE

import pytest
from django.db import connections

from kreislauf.regions import stepping_into
from tenants.branding.models import Branding
from tenants.models import Domain, Region, Status
from tenants.signup import tasks
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.models import Application
from tests.make import NOON
from tests.tenants.signup.apply_form import wish

ROUNDS = 12
WORKER = """
import sys, django
django.setup()
from tenants.engine.code import code_state
from tenants.engine.template import template_script
from tenants.signup.provision import provision
template_script(code_state())
print("ready", flush=True)
sys.stdin.readline()
provision(int(sys.argv[1]), told=lambda stage: print(stage.value, flush=True))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_killed_worker_leaves_a_draft_or_nothing_and_blocks_nobody() -> None:
    chance = random.Random(20_261_121)
    ends = []
    for number in range(ROUNDS):
        label = f"probe-{number + 10}"
        application = confirm(apply(wish(label=label, name=f"Stadt {label}"), key=f"{number:032}", at=NOON), at=NOON)
        approve(application, by="Robin", at=NOON)

        _start_and_kill(application.pk, after=chance.uniform(0.0, 0.25))
        _sweep_until_decided(application.pk)

        ends.append(_end_of(application.pk, label))
    assert set(ends) == {"draft"}


def _start_and_kill(application_id: int, *, after: float) -> None:
    command = [sys.executable, "-W", "ignore", "-c", WORKER, str(application_id)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, env=environment) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        worker.stdin.write("go\n")
        worker.stdin.flush()
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)


def _sweep_until_decided(application_id: int) -> None:
    deadline = time.monotonic() + 30
    while Application.objects.in_the_making().filter(pk=application_id).exists():
        assert time.monotonic() < deadline, Application.objects.get(pk=application_id).last_error
        tasks.sweep_provisioning()


def _end_of(application_id: int, label: str) -> str:
    application = Application.objects.get(pk=application_id)
    region = Region.objects.filter(label=label).first()
    if region is None:
        assert application.failed_at is not None
        assert not Domain.objects.filter(domain__startswith=f"{label}.").exists()
        return "rolled back"
    assert region.status == Status.DRAFT
    assert application.finished_at is not None
    assert application.finished_at - NOON > timedelta(0)
    with stepping_into(Region.objects.prefetch_related("domains").get(pk=region.pk).card()):
        assert Branding.objects.count() == 1
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
    return "draft"
