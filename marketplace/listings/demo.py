"""A demo region's board."""

from __future__ import annotations

from typing import Any

from kreislauf.audit.actor import Actor


def demo(data: Any, by: Actor) -> None:
    """Nothing yet."""
