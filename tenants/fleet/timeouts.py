"""Timeouts for migrations: for a table that is in use, and for a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timeouts:
    """In milliseconds. The lock timeout is short: an ALTER TABLE that waits blocks all later queries on the table."""

    lock: int = 2_000
    statement: int = 600_000

    def text(self, *, local: bool) -> str:
        scope = "LOCAL " if local else ""
        return f"SET {scope}lock_timeout = {self.lock}; SET {scope}statement_timeout = {self.statement}"

    def apply(self, connection: Any) -> None:
        """Until the connection enters another region."""
        with connection.cursor() as cursor:
            cursor.execute(self.text(local=False))
