"""``kill -9`` of a run over the fleet, again and again: every region is wholly here or there, and the next goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE

import pytest
from django.db import connections

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.engine.schemas import states
from tenants.fleet.migrate import migrate_fleet
from tenants.fleet.models import Run
from tenants.models import Region
from tests.tenants.fleet.conftest import Fleet
from tests.tenants.fleet.test_migrate import names
from tests.tenants.fleet.tomorrow import Tomorrow

ROUNDS, REGIONS = 6, 8
MIGRATION = """
def fill(apps, schema_editor):
    Business = apps.get_model("businesses", "Business")
    Business.objects.using(schema_editor.connection.alias).update(motto_{number}="da")


class Migration(migrations.Migration):
    dependencies = [{{before}}]
    operations = [
        migrations.AddField("business", "motto_{number}", models.CharField(max_length=80, db_default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
"""
WORKER = """
import sys, django
from django.conf import settings
folder, package, *labels = sys.argv[1:]
sys.path.insert(0, folder)
settings.MIGRATION_MODULES = {"businesses": package}
django.setup()
from tenants.fleet.migrate import migrate_fleet
from tenants.models import Region
regions = list(Region.objects.filter(label__in=labels).order_by("label"))
print("ready", flush=True)
migrate_fleet(regions, by="Robin", report=lambda region, error: print(region.label, error, flush=True))
print("through", flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_killed_run_leaves_no_region_in_between_and_the_next_goes_on(fleet: Fleet, tmp_path: Path) -> None:
    chance, regions = random.Random(20_261_122), fleet(REGIONS)
    sources: dict[str, str] = {}
    for number in range(ROUNDS):
        sources[f"_{901 + number:04}"] = MIGRATION.format(number=number)
        with Tomorrow(tmp_path, **sources) as tomorrow:
            before = states([regions[0].schema_name])[regions[0].schema_name]

            through = _start_and_kill(tomorrow, regions, after=chance.randrange(REGIONS - 1), more=chance.random() / 50)

            assert _columns_and_states(regions, number, before) == {True}
            behind = _behind(regions)
            assert behind.isdisjoint(through)
            # One that was through may not have been told of any more; one more may have got through since we looked.
            assert set(names(migrate_fleet(regions, by="Ilse").done)) <= behind
            assert set(states([region.schema_name for region in regions]).values()) == {code_state()}
            assert list(Run.objects.going_on()) == []


def _start_and_kill(tomorrow: Tomorrow, regions: list[Region], *, after: int, more: float) -> list[str]:
    """Kill it ``more`` seconds after ``after`` regions were through. Returns those that it told of."""
    command = [sys.executable, "-W", "ignore", "-c", WORKER, str(tomorrow.folder), tomorrow.package, *names(regions)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}
    with subprocess.Popen(command, env=environment, stdout=PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        told = [worker.stdout.readline() for _ in range(after)]
        time.sleep(more)
        worker.kill()
        told += worker.stdout.readlines()
    assert "through\n" not in told
    return [line.split()[0] for line in told if line.strip() and line.endswith("\n")]


def _behind(regions: list[Region]) -> set[str]:
    found = states([region.schema_name for region in regions])
    return {region.label for region in regions if found[region.schema_name] != code_state()}


def _columns_and_states(regions: list[Region], number: int, before: str) -> set[bool]:
    """Whether each region's tables and rows agree with what its table of migrations says."""
    found, agree = states([region.schema_name for region in regions]), set()
    for region in regions:
        done = found[region.schema_name] == code_state()
        assert done or found[region.schema_name] == before
        with stepping_into(region.card()), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT to_jsonb(b) ->> %s FROM businesses_business b", [f"motto_{number}"])
            agree.add(cursor.fetchall() == [("da" if done else None,)])
    return agree
