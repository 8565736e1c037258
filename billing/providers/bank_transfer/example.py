"""A transfer with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from billing.providers.bank_transfer.models import BankAccount, TransferRequest
from billing.providers.bank_transfer.reference import new_reference
from kreislauf.regions import current_region
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    now = timezone.now()
    account = BankAccount.objects.create(
        business_id=None, iban="DE89370400440532013000", holder=f"Konto {secret}", opened_at=now
    )
    wanted = TransferRequest.objects.create(
        key=uuid4(),
        token=f"ueberweisung-{secret.lower()}",
        reference=new_reference(),
        account=account,
        amount_cents=2500,
        title=f"Titel {secret}",
        return_url=f"{current_region().url}/",
        opened_at=now,
        due_at=now + timedelta(days=7),
    )
    return {"bank_transfer:instructions": Example(wanted), "bank_transfer:paper": Example(wanted)}
