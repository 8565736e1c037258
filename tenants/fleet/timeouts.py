"""How long a migration may wait for a table that is in use, and how long it may run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timeouts:
    """In milliseconds. Whoever waits for a table holds up everybody who comes after, so waiting is short."""

    lock: int = 2_000
    statement: int = 600_000

    def text(self, *, local: bool) -> str:
        scope = "LOCAL " if local else ""
        return f"SET {scope}lock_timeout = {self.lock}; SET {scope}statement_timeout = {self.statement}"

    def hold_on(self, connection: Any) -> None:
        """For the rest of this stay in the region; entering another forgets it."""
        with connection.cursor() as cursor:
            cursor.execute(self.text(local=False))
