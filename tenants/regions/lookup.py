"""From a host name to a region's card: out of the process's memory, else the database."""

from __future__ import annotations

import time

from django.db import models

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region

FRESH_SECONDS = 2.0  # how long a process may serve a region by an outdated card
_memory: dict[str, tuple[float, RegionCard | None]] = {}
MEMORY_SIZE = 4096


def card_by_host(host: str) -> RegionCard | None:
    return _remembered(f"host:{host}", models.Q(domains__domain=host))


def card_by_schema(schema: str) -> RegionCard | None:
    return _remembered(f"schema:{schema}", models.Q(schema_name=schema))


def forget_cards() -> None:
    """Call after a region's row changed; other processes follow within ``FRESH_SECONDS``."""
    _memory.clear()


def _remembered(key: str, question: models.Q) -> RegionCard | None:
    now = time.monotonic()
    known = _memory.get(key)
    if known and known[0] > now:
        return known[1]
    with stepping_into(None):
        region = Region.objects.filter(question).for_cards().first()
    card = region.card() if region else None
    if len(_memory) >= MEMORY_SIZE:
        _memory.clear()
    _memory[key] = (now + FRESH_SECONDS, card)
    return card
