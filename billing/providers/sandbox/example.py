"""The sandbox's page of a payment, with the secret word in its title, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from billing.providers.sandbox.models import SandboxAccount, SandboxCheckout
from kreislauf.regions import current_region
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    now = timezone.now()
    checkout = SandboxCheckout.objects.create(
        key=uuid4(),
        ref=f"kasse-{secret.lower()}",
        amount_cents=2500,
        title=f"Titel {secret}",
        return_url=f"{current_region().url}/",
        opened_at=now,
        expires_at=now + timedelta(hours=1),
    )
    account = SandboxAccount.objects.create(key=uuid4(), ref=f"konto-{secret.lower()}", opened_at=now)
    return {"sandbox:checkout": Example(checkout), "sandbox:account": Example(account)}
