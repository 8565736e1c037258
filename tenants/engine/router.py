"""Queries use the alias ``default``; ``owner`` must be named."""

from __future__ import annotations

from typing import Any


class OneHome:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return None

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        """Both aliases are the same database."""
        return True
