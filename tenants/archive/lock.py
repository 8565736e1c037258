"""One process at a time imports, restores, writes or removes a region."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.db import connections

from kreislauf.locks import exclusive


def at_work_on(label: str) -> AbstractContextManager[bool]:
    """Whether we are the only one."""
    return exclusive(f"archive of {label.lower()}", on=connections["owner"])
