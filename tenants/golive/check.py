"""The checklist: what the rooms of the house want to see right before a region is published."""

from __future__ import annotations

from kreislauf.house import rooms
from kreislauf.slices import Check


def checklist() -> list[Check]:
    """Every check, asked in the current region."""
    return [ask() for room in rooms() for ask in room.go_live]
