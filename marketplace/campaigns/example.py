"""Rows with the secret word in their texts, for the walker of the tests; each room makes what its routes take."""

from __future__ import annotations

from typing import Any

from kreislauf.slices import Example
from marketplace.campaigns.updates.example import example as of_updates
from marketplace.campaigns.writing.example import example as of_writing


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``; makes ``campaign``, ``campaign_draft``, ``reward`` and ``pledge``."""
    return {**of_writing(secret, made), **of_updates(secret, made)}
