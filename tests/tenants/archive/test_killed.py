"""``kill -9`` of a real process that deletes or imports a region, at a random moment; the next one finishes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from kreislauf.regions import stepping_into
from marketplace.vouchers.models import Voucher
from tenants.archive.export import export
from tenants.archive.import_archive import ImportRunning, import_archive
from tenants.archive.leave import leave
from tenants.archive.models import Certificate, Departure
from tenants.archive.remove import remove
from tenants.engine import roles
from tenants.models import Region, Status
from tests.make import NOON
from tests.tenants.archive.seen import card_of
from tests.tenants.archive.sold import make_region, sold_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
ROUNDS = int(os.environ.get("KILL_ROUNDS", "4"))
WORKER = """
import sys, django
django.setup()
from django.utils import timezone
from tenants.engine.code_version import code_state
from tenants.engine.template import template_script
template_script(code_state())
{imports}
print("ready", flush=True)
sys.stdin.readline()
{work}
"""
REMOVE = WORKER.format(imports="from tenants.archive.remove import remove", work="remove(int(sys.argv[1]))")
BRING_IN = WORKER.format(
    imports="from tenants.archive.import_archive import import_archive",
    work="import_archive(sys.argv[1], label='husum', by='Robin', at=timezone.now())",
)


def start_and_kill(script: str, argument: object, *, after: float) -> None:
    command = [sys.executable, "-W", "ignore", "-c", script, str(argument)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, env=environment) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        worker.stdin.write("go\n")
        worker.stdin.flush()
        time.sleep(after)
        worker.send_signal(signal.SIGKILL)


def test_a_killed_deletion_is_finished_and_leaves_nothing(at_once: None) -> None:
    chance = random.Random(20_261_122)
    for number in range(ROUNDS):
        region = make_region("husum")
        with stepping_into(None):
            card = Region.objects.prefetch_related("domains").get(pk=region.pk).card()
        sold_in(card, cents=5000, spent=1250)
        departure = leave(
            region,
            host="husum.localhost",
            by="Ute",
            at=timezone.now() - timedelta(days=31),
            handed_over_to="Stadtmarketing",
            hand_over_reason="Vertrag",
        )

        start_and_kill(REMOVE, departure.pk, after=chance.uniform(0.0, 0.5))
        deadline = time.monotonic() + 60
        while Departure.objects.get(pk=departure.pk).finished_at is None:
            assert time.monotonic() < deadline
            remove(departure.pk)

        assert Certificate.objects.filter(departure=departure).count() == 1
        assert Certificate.objects.get(departure=departure).facts["rows"]["vouchers_voucher"] == 1
        assert nothing_of("r_husum")
        Region.objects.filter(pk=region.pk).update(label=f"weg{number}", schema_name=f"r_weg{number}")
        region.domains.all().delete()


def test_a_killed_import_serves_nobody_and_is_done_anew(tmp_path: Path) -> None:
    chance = random.Random(20_261_122)
    roles.drop("r_husum")
    origin = make_region("tondern")
    sold_in(card_of(origin), cents=5000, spent=1250)
    export(origin, tmp_path / "archiv.zip", at=NOON)
    Region.objects.filter(pk=origin.pk).update(origin=uuid4())  # as if it lived in another installation
    for number in range(ROUNDS):
        start_and_kill(BRING_IN, tmp_path / "archiv.zip", after=chance.uniform(0.0, 2.0))
        found = Region.objects.filter(label="husum").first()
        if found is None or found.status == Status.PROVISIONING:
            found = brought_in(tmp_path / "archiv.zip")

        assert found.status == Status.LIVE
        with stepping_into(card_of(found)):
            assert [voucher.left_cents for voucher in Voucher.objects.all()] == [3750]
        roles.drop("r_husum")
        found.domains.all().delete()
        Region.objects.filter(pk=found.pk).update(
            label=f"weg{number}", schema_name=f"r_weg{number}", status=Status.GONE
        )


def brought_in(path: Path) -> Region:
    """Once the server has noticed that the killed one's connection is gone."""
    for _ in range(100):
        try:
            return import_archive(path, label="husum", by="Robin", at=timezone.now())
        except ImportRunning:
            time.sleep(0.1)
    raise AssertionError("The killed process still has its lock.")


def nothing_of(schema: str) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NULL AND to_regrole(%s) IS NULL", [schema, schema])
        (gone,) = cursor.fetchone()
    return bool(gone) and not (Path(settings.MEDIA_ROOT) / schema).exists()
