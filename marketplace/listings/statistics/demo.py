"""Views and messages of the past months, so that the demo's numbers look like a board that people use."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from marketplace.listings.models import Counted, Daily, Kind, Listing

DAYS = 170
MOST_DAYS_OF_LISTING = 40


def add_views(seed: str) -> None:
    """More from month to month, the same in each demo."""
    chance, today = random.Random(seed), timezone.localdate()
    rows = []
    for kind in Kind.objects.on_show():
        for ago in range(DAYS):
            busy = 3 + (DAYS - ago) // 20
            day = today - timedelta(days=ago)
            rows.append(Daily(day=day, what=Counted.VIEW, kind=kind, number=chance.randint(1, busy)))
            if chance.random() < 0.2:
                rows.append(Daily(day=day, what=Counted.MESSAGE, kind=kind, number=chance.randint(1, 2)))
    rows += _of_listings(chance)
    Daily.objects.bulk_create(rows)


def _of_listings(chance: random.Random) -> list[Daily]:
    today = timezone.localdate()
    rows = []
    for listing in Listing.objects.filter(released_at__isnull=False, kind__is_on_show=True).select_related("kind"):
        first = timezone.localdate(listing.released_at)
        last = timezone.localdate(listing.closed_at) if listing.closed_at else today
        for after in range(min((last - first).days + 1, MOST_DAYS_OF_LISTING)):
            number = chance.randint(0, 6)
            if number:
                day = first + timedelta(days=after)
                rows.append(Daily(day=day, what=Counted.VIEW, kind=listing.kind, listing=listing, number=number))
    return rows
