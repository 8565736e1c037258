"""Delete a region's cache entries."""

from __future__ import annotations

from itertools import islice

import redis
from django.conf import settings
from django.core.cache import cache

from kreislauf.regions import PUBLIC


def drop_cache_entries(schema: str) -> int:
    """Delete every entry of the region, scanned in pages so that the cache goes on answering. Returns how many."""
    if schema == PUBLIC:
        raise ValueError("The platform's own entries stay.")
    dropped = 0
    # The form of kreislauf.regions.cache_key; a schema's name has no characters that are special in a pattern.
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=10) as client:
        found = client.scan_iter(match=f"{cache.key_prefix}:{schema}:*", count=1000)
        while some := list(islice(found, 500)):
            dropped += int(client.unlink(*some))
    return dropped
