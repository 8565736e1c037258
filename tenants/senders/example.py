"""A sender whose address holds the secret word, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example
from tenants.senders.models import DkimKey, OwnSender


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Confirmed, so that all of its pages show something; no route takes its number."""
    card, now = current_region(), timezone.now()
    with stepping_into(None):
        own = OwnSender.objects.create(
            region_id=card.id,
            address=f"gutscheine@{secret.lower()}.kreis-demo.de",
            requested_at=now,
            requested_by=secret,
            code_sent_at=now,
            confirmed_at=now,
            next_check_at=now,
        )
        DkimKey.objects.create(sender=own, public="MIIBIjANBg", made_at=now)
    return {}
