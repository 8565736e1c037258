"""Rooms that a test adds to the house, or puts in place of those that are there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kreislauf import house
from kreislauf.slices import Room


def declare(monkeypatch: pytest.MonkeyPatch, *more: Room, instead_of: Iterable[Room] = ()) -> None:
    """Until the test is over. Routes and tables stay as they are: those are read once."""
    gone = set(instead_of)
    found = (*(room for room in house.rooms() if room not in gone), *more)
    monkeypatch.setattr(house, "_house", lambda: found)
