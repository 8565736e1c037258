"""How old a backup is, as its report says."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from kreislauf.backups import backup_age_seconds
from tests.make import NOON


def backup(*, hours_ago: float, error: bool | None = False) -> dict[str, object]:
    ended = int((NOON - timedelta(hours=hours_ago)).timestamp())
    return {"type": "full", "timestamp": {"start": ended - 60, "stop": ended}, "error": error}


@pytest.fixture
def report(settings: Settings, tmp_path: Path) -> Path:
    settings.BACKUP_REPORT = str(tmp_path / "info.json")
    return tmp_path / "info.json"


def test_the_newest_backup_without_errors_counts(report: Path) -> None:
    backups = [backup(hours_ago=30), backup(hours_ago=6), backup(hours_ago=1, error=True)]
    report.write_text(json.dumps([{"name": "kreislauf", "backup": backups}]))

    assert backup_age_seconds(at=NOON) == 6 * 3600


@pytest.mark.parametrize("text", [None, "", "{", "[]", '[{"name": "kreislauf", "backup": []}]', "[{}]", "7"])
def test_a_report_that_says_nothing_is_as_old_as_can_be(report: Path, text: str | None) -> None:
    if text is not None:
        report.write_text(text)

    assert backup_age_seconds(at=NOON) == NOON.timestamp()


@pytest.mark.parametrize(("database", "pictures", "age"), [(6, 2, 6), (2, 30, 30)])
def test_of_database_and_pictures_the_older_one_counts(
    report: Path, settings: Settings, database: int, pictures: int, age: int
) -> None:
    report.write_text(json.dumps([{"name": "kreislauf", "backup": [backup(hours_ago=database)]}]))
    snapshots = report.with_name("pictures.json")
    taken = (NOON - timedelta(hours=pictures)).isoformat().replace("+00:00", ".123456789Z")
    snapshots.write_text(json.dumps([{"time": taken, "tags": ["files=7"]}]))
    settings.PICTURES_BACKUP_REPORT = str(snapshots)

    assert backup_age_seconds(at=NOON) == pytest.approx(age * 3600, abs=1)


@pytest.mark.parametrize("text", ["null", "[]", '[{"time": "yesterday"}]', '[{"time": 7}]'])
def test_pictures_without_a_backup_are_as_old_as_can_be(report: Path, settings: Settings, text: str) -> None:
    report.write_text(json.dumps([{"name": "kreislauf", "backup": [backup(hours_ago=1)]}]))
    (report.parent / "pictures.json").write_text(text)
    settings.PICTURES_BACKUP_REPORT = str(report.parent / "pictures.json")

    assert backup_age_seconds(at=NOON) == NOON.timestamp()


def test_without_a_report_somebody_else_watches(settings: Settings) -> None:
    settings.BACKUP_REPORT = settings.PICTURES_BACKUP_REPORT = ""

    assert backup_age_seconds(at=NOON) is None
