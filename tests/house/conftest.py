"""These tests read the code and the templates; they need neither a database nor a cache (``make check`` has none)."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def clear_cache() -> None:
    """There is nothing to clear."""
