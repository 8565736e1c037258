"""A watch as a row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from marketplace.watch.consent import TEXT_VERSION
from marketplace.watch.kinds import Search, key_of
from marketplace.watch.models import Watch
from marketplace.watch.slots import next_slot


def make_watch(search: Search | None = None, *, since: datetime, **fields: Any) -> Watch:
    """Of the board, confirmed at ``since``, daily."""
    values: dict[str, Any] = {
        "kind": "boerse",
        "search": search or {},
        "search_key": key_of(search or {}),
        "email": "jan@example.org",
        "language": "de",
        "rhythm": "daily",
        "asked_at": since,
        "confirmed_at": since,
        "text_version": TEXT_VERSION,
        "region": "Kiel",
        "ends_at": since + timedelta(days=365),
        "seen_until": since,
        "next_at": next_slot(fields.get("rhythm", "daily"), since),
    }
    return Watch.objects.create(**(values | fields))
