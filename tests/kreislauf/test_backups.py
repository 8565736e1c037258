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


def test_without_a_report_somebody_else_watches(settings: Settings) -> None:
    settings.BACKUP_REPORT = ""

    assert backup_age_seconds(at=NOON) is None
