"""Accounts of a business and of the region, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from billing.connect.accounts.begin import open_at_provider
from billing.payments.models import Merchant
from kreislauf.slices import Example

NAMES = ("onboarding", "back", "anew", "check", "disconnection")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``. Both are at the sandbox, which is installed wherever examples are made."""
    business, now = made["business"], timezone.now()
    found = {"merchants:office:invitation": Example(business)}
    for side, business_id in (("business", business.pk), ("office", None)):
        merchant, _is_new = Merchant.objects.get_or_create(
            business_id=business_id,
            provider="sandbox",
            livemode=False,
            closed_at=None,
            defaults={"opened_at": now, "changed_at": now, "state": "active"},
        )
        merchant = open_at_provider(merchant, at=now)
        values = {"provider": "sandbox"}
        found |= {f"merchants:{side}:{name}": Example(merchant) for name in NAMES}
        found[f"merchants:{side}:opening"] = Example(merchant, values)
    return found
