"""Find a region's card by host or schema, cached by the process."""

from __future__ import annotations

import time

from django.db import models

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region

FRESH_SECONDS = 2.0  # how long a process may use an outdated card
_cards: dict[str, tuple[float, RegionCard | None]] = {}
MAX_CARDS = 4096


def card_by_host(host: str) -> RegionCard | None:
    return _cached(f"host:{host}", models.Q(domains__domain=host))


def card_by_schema(schema: str) -> RegionCard | None:
    return _cached(f"schema:{schema}", models.Q(schema_name=schema))


def forget_cards() -> None:
    """Call after a region's row changed; other processes follow within ``FRESH_SECONDS``."""
    _cards.clear()


def _cached(key: str, question: models.Q) -> RegionCard | None:
    now = time.monotonic()
    known = _cards.get(key)
    if known and known[0] > now:
        return known[1]
    with stepping_into(None):
        region = Region.objects.filter(question).for_cards().first()
    card = region.card() if region else None
    if len(_cards) >= MAX_CARDS:
        _cards.clear()
    _cards[key] = (now + FRESH_SECONDS, card)
    return card
