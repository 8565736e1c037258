"""Regions warn each other of a text that is handed in everywhere, and nobody sees the text.

The platform keeps its HMAC for seven days. The key is the platform's, so that nobody who reads the table can try texts
on it, and a region's role can read the table not at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from kreislauf.regions import current_region, stepping_into
from tenants.alike.models import Sighting

KEPT_FOR = timedelta(days=7)
LEAST_LETTERS = 40  # „Sofa zu verschenken“ is written twice by chance


def digest_of(folded: str) -> str:
    """Empty for a text that is too short to be recognised by."""
    if len(folded) < LEAST_LETTERS:
        return ""
    return salted_hmac("tenants.alike", folded, algorithm="sha256").hexdigest()


def sight(digest: str, *, at: datetime) -> None:
    """Note that the region at work was handed this text."""
    region = current_region()
    with stepping_into(None):
        Sighting.objects.bulk_create(
            [Sighting(digest=digest, region_id=region.id, seen_at=at)],
            update_conflicts=True,
            unique_fields=["digest", "region"],
            update_fields=["seen_at"],
        )


def seen_elsewhere(digest: str, *, at: datetime) -> int:
    """In how many other regions it was handed in during the last seven days."""
    region = current_region()
    with stepping_into(None):
        lately = Sighting.objects.filter(digest=digest, seen_at__gt=at - KEPT_FOR)
        return lately.exclude(region_id=region.id).count()


def forget_sightings(*, at: datetime) -> int:
    with stepping_into(None):
        return Sighting.objects.filter(seen_at__lte=at - KEPT_FOR).delete()[0]
