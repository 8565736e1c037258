from __future__ import annotations

from kreislauf.slices import Room

ROOM = Room(app="billing.subscriptions")
