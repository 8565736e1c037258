"""How old the newest backup is, and whether PostgreSQL's log reaches the repository."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from kreislauf.regions import stepping_into

# Not reached: the last attempt to send a segment of the log failed. Counted in seconds since the last one that arrived.
UNSENT = """
SELECT CASE WHEN current_setting('archive_mode') = 'off' THEN NULL
  WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
    THEN extract(epoch FROM clock_timestamp() - coalesce(last_archived_time, stats_reset))
  ELSE 0 END
FROM pg_stat_archiver"""


def backup_age_seconds(*, at: datetime) -> float | None:
    """Seconds since the newest backup ended, as ``pgbackrest info --output=json`` wrote into ``BACKUP_REPORT``.

    ``None`` where the setting is empty: then somebody else watches the backups. Infinite without a backup, or where the
    report cannot be read.
    """
    if not settings.BACKUP_REPORT:
        return None
    try:
        stanzas = json.loads(Path(settings.BACKUP_REPORT).read_text(encoding="utf-8"))
        ended = [
            backup["timestamp"]["stop"] for stanza in stanzas for backup in stanza["backup"] if not backup.get("error")
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return math.inf
    return max(at.timestamp() - max(ended), 0.0) if ended else math.inf


def log_unsent_seconds() -> float | None:
    """How long PostgreSQL has been failing to send its log; 0 while it succeeds, ``None`` where it sends none."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(UNSENT)
        (seconds,) = cursor.fetchone()
    return None if seconds is None else float(seconds)
