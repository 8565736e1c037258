"""What may be shared, as the rooms of the house declare it."""

from __future__ import annotations

from kreislauf.house import rooms
from kreislauf.shareable import Shareable
from tenants.branding.models import Branding
from tenants.branding.modules import rooms_on


def kinds() -> dict[str, Shareable]:
    """All, by name."""
    return {one.kind: one for room in rooms() for one in room.shares}


def kinds_on(branding: Branding) -> dict[str, Shareable]:
    """Those whose slice the region at work has switched on."""
    return {one.kind: one for room in rooms_on(branding) for one in room.shares}
