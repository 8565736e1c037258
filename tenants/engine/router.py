"""Queries use the alias ``default``, public pages ``replica`` where there is one; ``owner`` must be named."""

from __future__ import annotations

from typing import Any

from kreislauf.replica import REPLICA, is_reading_from_replica


class OneHome:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return REPLICA if is_reading_from_replica() else None

    def db_for_write(self, model: Any, instance: Any = None, **hints: Any) -> str | None:
        """Django would write a row back to where it was read."""
        return "default" if instance is not None and instance._state.db == REPLICA else None

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """All aliases are the same database."""
        return True
