"""What the cache holds for one region."""

from __future__ import annotations

from itertools import islice

import redis
from django.conf import settings

from kreislauf.regions import PUBLIC


def drop_cache_entries(schema: str) -> int:
    """Every entry of the region, looked for page by page, so that the cache answers others meanwhile. How many."""
    if schema == PUBLIC:
        raise ValueError("The platform's own entries stay.")
    options = settings.CACHES["default"]
    dropped = 0
    # Of the same form as kreislauf.regions.cache_key: a schema's name has no sign that means anything in a pattern.
    with redis.Redis.from_url(str(options["LOCATION"]), socket_timeout=10) as client:
        found = client.scan_iter(match=f"{options['KEY_PREFIX']}:{schema}:*", count=1000)
        while some := list(islice(found, 500)):
            dropped += int(client.unlink(*some))
    return dropped
