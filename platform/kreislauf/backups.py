"""How old the newest backup is."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings


def backup_age_seconds(*, at: datetime) -> float | None:
    """Seconds since the newest backup ended, as ``pgbackrest info --output=json`` wrote into ``BACKUP_REPORT``.

    ``None`` where the setting is empty: then somebody else watches the backups. Since 1970 where there is no backup
    without errors, or where the report cannot be read.
    """
    if not settings.BACKUP_REPORT:
        return None
    return max(at.timestamp() - _newest_end(Path(settings.BACKUP_REPORT)), 0.0)


def _newest_end(report: Path) -> int:
    """In seconds since 1970."""
    try:
        backups = [backup for stanza in json.loads(report.read_text()) for backup in stanza["backup"]]
        return max((int(one["timestamp"]["stop"]) for one in backups if not one.get("error")), default=0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0
