"""Numbers of rows as they come in queries and forms: a column holds eighteen digits, and ``int`` refuses some."""

from __future__ import annotations

MOST_DIGITS = 18  # PostgreSQL's bigint ends within nineteen


def row_id(text: str) -> int:
    """The number that is written there, or 0, which no row has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
