"""The search's place in the house."""

from __future__ import annotations

from kreislauf.slices import Room

ROOM = Room(app="marketplace.search")
