"""One process at a time imports, restores, exports or deletes a region."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.db import connections

from kreislauf.locks import exclusive


def archive_lock(label: str) -> AbstractContextManager[bool]:
    """Yields whether this process has the lock."""
    return exclusive(f"archive of {label.lower()}", on=connections["owner"])
