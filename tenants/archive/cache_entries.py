"""Delete a region's cache entries."""

from __future__ import annotations

from itertools import islice

import redis
from django.conf import settings

from kreislauf.regions import PUBLIC


def drop_cache_entries(schema: str) -> int:
    """Delete every entry of the region, scanned in pages so that the cache goes on answering. Returns how many."""
    if schema == PUBLIC:
        raise ValueError("The platform's own entries stay.")
    options = settings.CACHES["default"]
    dropped = 0
    # The form of kreislauf.regions.cache_key; a schema's name has no characters that are special in a pattern.
    with redis.Redis.from_url(str(options["LOCATION"]), socket_timeout=10) as client:
        found = client.scan_iter(match=f"{options['KEY_PREFIX']}:{schema}:*", count=1000)
        while some := list(islice(found, 500)):
            dropped += int(client.unlink(*some))
    return dropped
