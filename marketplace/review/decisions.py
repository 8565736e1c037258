"""The row that somebody decides on, locked, and the reasons why a decision comes too late."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from marketplace.review.models import M, Reviewed


class TooLate(Exception):
    """``row`` is what it is now."""

    def __init__(self, row: Reviewed) -> None:
        super().__init__(row.pk)
        self.row = row


class OutdatedVersion(TooLate):
    """The text has changed since it was read."""


class AlreadyDecided(TooLate):
    """Somebody was faster; the row shows how it ended."""


class StillAsked(TooLate):
    """Its submitter has a question to answer before it is decided on."""


class NothingAsked(TooLate):
    """There is nothing to answer."""


def undecided(row: M, *, version: int) -> M:
    """The row as it is now, locked. Refuses with ``OutdatedVersion``, ``StillAsked`` or ``AlreadyDecided``."""
    current = locked(row)
    check_open(current, version=version)
    return current


def check_open(row: Reviewed, *, version: int) -> None:
    """Refuses like ``undecided``: for a page that only looks."""
    if row.version != version:
        raise OutdatedVersion(row)
    if row.is_asked:
        raise StillAsked(row)
    if not row.is_waiting:
        raise AlreadyDecided(row)


def only(values: Mapping[str, Any], *, allowed: Collection[str]) -> None:
    """Refuses a field that is not allowed with a TypeError: no form has it."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))} cannot be changed here.")


def locked(row: M) -> M:
    """As it is in the database, until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
