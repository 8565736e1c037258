"""What calendars know a meeting by."""

from __future__ import annotations

from uuid import uuid4

from kreislauf.regions import current_region


def new_uid() -> str:
    """Made once: it names the host of this day, and stays when the region moves."""
    host = current_region().url.partition("://")[2].partition(":")[0]
    return f"termin-{uuid4()}@{host}"
