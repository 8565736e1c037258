"""Two senders whose addresses hold the secret word, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example
from tenants.senders.models import DkimKey, OwnSender


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """One that was in use, and one that waits to replace it: all pages show something, and no route takes a number."""
    card, now = current_region(), timezone.now()
    asked = {
        "region_id": card.id,
        "requested_at": now,
        "requested_by": secret,
        "code_sent_at": now,
        "next_check_at": now,
    }
    with stepping_into(None):
        own = OwnSender.objects.create(
            address=f"gutscheine@{secret.lower()}.kreis-demo.de",
            confirmed_at=now,
            live_at=now,
            lost_since=now,
            **asked,
        )
        OwnSender.objects.create(address=f"post@{secret.lower()}.kreis-demo.de", replaces=own, **asked)
        DkimKey.objects.create(sender=own, public="MIIBIjANBg", made_at=now)
    return {}
