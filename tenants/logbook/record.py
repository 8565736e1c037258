"""Write to the platform's log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM
from tenants.logbook.models import LogEntry

__all__ = ["SYSTEM", "log_operation"]


def log_operation(
    action: str, title: str, *, by: Actor, at: datetime, region_id: int | None = None, **detail: Any
) -> None:
    """Call it in the transaction of the change. A region's own log is ``kreislauf.audit.record``."""
    LogEntry.objects.create(
        at=at, actor=str(by)[:254], action=action, region_id=region_id, title=title[:200], detail=detail
    )
