"""The row that staff decides on, locked, and the two reasons why a decision comes too late."""

from __future__ import annotations

from marketplace.businesses.models import Business


class OutdatedVersion(Exception):
    """The text has changed since it was read; ``business`` holds the new one."""

    def __init__(self, business: Business) -> None:
        super().__init__(business.pk)
        self.business = business


class AlreadyDecided(Exception):
    """Somebody was faster; ``business`` shows how it ended."""

    def __init__(self, business: Business) -> None:
        super().__init__(business.pk)
        self.business = business


def undecided(business: Business, *, version: int) -> Business:
    """The business as it is now, its row locked. Refuses with ``OutdatedVersion`` or ``AlreadyDecided``."""
    current = Business.objects.select_for_update().get(pk=business.pk)
    if current.version != version:
        raise OutdatedVersion(current)
    if not current.is_waiting:
        raise AlreadyDecided(current)
    return current
