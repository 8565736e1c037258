"""`make check` names a migration that takes away what the running code uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenants.fleet.record import record
from tenants.fleet.timeouts import Timeouts
from tests.expand.unsafe import unsafe
from tests.tenants.fleet.conftest import Fleet
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, ROWS, TABLE, Tomorrow

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
OPERATION = """
class Migration(migrations.Migration):
    dependencies = [{{before}}]
    operations = [{operation}]
"""


@pytest.mark.parametrize(
    ("operation", "problem"),
    [
        ('migrations.RemoveField("business", "phone")', "DROPPING columns"),
        ('migrations.RenameField("business", "phone", "telephone")', "RENAMING columns"),
        ('migrations.RenameModel("Business", "Shop")', "RENAMING tables"),
        ('migrations.AddField("business", "motto", models.TextField(default=""))', "NOT NULL constraint on columns"),
        (
            'migrations.AddConstraint("business", models.UniqueConstraint(fields=["place", "name"], name="once"))',
            "ADDING unique constraint",
        ),
    ],
)
def test_what_the_running_code_may_not_stand_is_named(
    fleet: Fleet, tmp_path: Path, operation: str, problem: str
) -> None:
    (region,) = fleet(1)

    with Tomorrow(tmp_path, _0901=OPERATION.format(operation=operation)):
        found = list(unsafe(record(region.schema_name, timeouts=Timeouts())))

    assert ("businesses.0901", problem) in found


def test_what_only_adds_passes(fleet: Fleet, tmp_path: Path) -> None:
    (region,) = fleet(1)

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=TABLE, _0903=INDEX):
        assert list(unsafe(record(region.schema_name, timeouts=Timeouts()))) == []


def test_a_decided_one_passes(fleet: Fleet, tmp_path: Path) -> None:
    (region,) = fleet(1)

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS):
        recording = record(region.schema_name, timeouts=Timeouts())

    assert [migration for migration, _ in unsafe(recording)] == ["businesses.0902"]  # a wider column
    assert list(unsafe(recording, decided={("businesses", "0902")})) == []
