"""How old the newest backup is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


def backup_age_seconds(*, at: datetime) -> float | None:
    """Seconds since the newest backup ended; of the database's and the pictures', the one that is older.

    They write reports: ``BACKUP_REPORT`` by ``pgbackrest info --output=json``, ``PICTURES_BACKUP_REPORT`` by
    ``restic snapshots --json``. ``None`` where neither is set: then somebody else watches the backups. Since 1970 where
    there is no backup without errors, or where a report cannot be read.
    """
    ends = [
        _newest_end(report, of)
        for report, of in ((settings.BACKUP_REPORT, _database_ends), (settings.PICTURES_BACKUP_REPORT, _picture_ends))
        if report
    ]
    return max(at.timestamp() - min(ends), 0.0) if ends else None


def _newest_end(report: str, ends: Callable[[Any], list[float]]) -> float:
    """In seconds since 1970."""
    try:
        return max(ends(json.loads(Path(report).read_text())), default=0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0


def _database_ends(report: Any) -> list[float]:
    backups = [backup for stanza in report for backup in stanza["backup"]]
    return [int(one["timestamp"]["stop"]) for one in backups if not one.get("error")]


def _picture_ends(report: Any) -> list[float]:
    return [datetime.fromisoformat(snapshot["time"]).timestamp() for snapshot in report]
