from __future__ import annotations

from tests.fuzz.conftest import database, ground

__all__ = ["database", "ground"]
