"""What the platform does for all regions together."""

from __future__ import annotations

from kreislauf.slices import Room

ROOM = Room(app="tenants", sweeps={"tenants.tasks.find_parents": 900})
