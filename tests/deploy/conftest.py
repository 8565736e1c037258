"""These tests read files; they need neither a database nor a cache."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def clear_cache() -> None:
    """There is nothing to clear."""
