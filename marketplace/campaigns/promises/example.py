"""Promises with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.promises.links import CONFIRMATION

OWN = ("promise", "payment", "giving_up")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``campaign``: somebody whose promise is called, and somebody who has not confirmed."""
    campaign: Campaign = made["campaign"]
    called, asked = _promise(secret, campaign, "gerufen"), _promise(secret, campaign, "neu")
    now = timezone.now()
    Pledge.objects.filter(pk=called.pk).update(promised_at=now, called_at=now)
    found = {f"campaigns:promises:{name}": Example(called) for name in OWN}
    token = sign(CONFIRMATION, asked.pk, expires=timedelta(days=1))
    return found | {"campaigns:promises:confirmation": Example(asked, {"token": token})}


def _promise(secret: str, campaign: Campaign, name: str) -> Pledge:
    word = secret.lower()
    return Pledge.objects.create(
        campaign=campaign,
        kind=PledgeKind.PROMISE,
        support_cents=5000,
        token=f"{name}-{word}",
        key=f"{name}-{word}",
        email=f"{name}-{word}@example.org",
        name=f"Ilse {secret}",
        created_at=timezone.now(),
    )
