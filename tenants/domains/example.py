"""An own host that was asked for in the secret's name, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example
from tenants.domains.models import OwnHost


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    card, now = current_region(), timezone.now()
    with stepping_into(None):
        own = OwnHost.objects.create(
            region_id=card.id,
            host=f"{secret.lower()}.kreis-demo.de",
            requested_at=now,
            requested_by=secret,
            next_check_at=now,
        )
    return {f"domains:{name}": Example(own) for name in ("host", "look", "main", "removal")}
