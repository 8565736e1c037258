"""Accounts of a business and of the region, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from billing.payments.models import Merchant, MerchantState
from kreislauf.slices import Example

NAMES = ("onboarding", "back", "anew", "check", "disconnection")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``. The sandbox knows of neither account, so nothing asked about them changes a row."""
    business, now = made["business"], timezone.now()
    found = {"merchants:office:invitation": Example(business)}
    for side, business_id in (("business", business.pk), ("office", None)):
        facts = {"account_ref": f"acct-{secret.lower()}-{side}", "state": MerchantState.ACTIVE, "changed_at": now}
        merchant, _is_new = Merchant.objects.update_or_create(
            business_id=business_id,
            provider="sandbox",
            livemode=False,
            closed_at=None,
            defaults=facts,
            create_defaults={**facts, "opened_at": now},
        )
        values = {"provider": "sandbox"}
        found |= {f"merchants:{side}:{name}": Example(merchant) for name in NAMES}
        found[f"merchants:{side}:opening"] = Example(merchant, values)
    return found
