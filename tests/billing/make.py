"""Payments at the sandbox, made short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import timezone

from billing.payments.checkout import open_checkout
from billing.payments.models import Attempt, Merchant
from billing.payments.ways import SANDBOX, merchant_for
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout
from tests.billing.handlers import BUSINESS, PURPOSE
from tests.ledger import balances


def make_attempt(*, order_id: int = 1, amount_cents: int = 5000, **fields: Any) -> Attempt:
    values: dict[str, Any] = {
        "title": "Frühstück für zwei",
        "email": "kaeufer@example.org",
        "return_url": "http://kiel.localhost/danke/",
        "business_id": BUSINESS,
        "at": timezone.now(),
    }
    return open_checkout(purpose=PURPOSE, order_id=order_id, amount_cents=amount_cents, **(values | fields))


# Whose account ``make_row`` pays into; the sandbox's unless ``rows_are_paid_to`` says another.
_merchant: ContextVar[Merchant | None] = ContextVar("merchant", default=None)


@contextmanager
def rows_are_paid_to(merchant: Merchant) -> Iterator[None]:
    """Lets a contract that makes its own rows run with another provider."""
    before = _merchant.set(merchant)
    yield
    _merchant.reset(before)


def make_row(*, order_id: int = 1, amount_cents: int = 5000) -> Attempt:
    """An attempt that no provider has heard of."""
    merchant = _merchant.get() or merchant_for(BUSINESS, SANDBOX, at=timezone.now())
    return Attempt.objects.create(
        purpose=PURPOSE,
        order_id=order_id,
        amount_cents=amount_cents,
        provider=merchant.provider,
        merchant=merchant,
        title="Frühstück für zwei",
        email="kaeufer@example.org",
        return_url="http://kiel.localhost/danke/",
        created_at=timezone.now(),
    )


def page_of(attempt: Attempt) -> SandboxCheckout:
    return SandboxCheckout.objects.get(key=attempt.key)


def charges_of(attempt: Attempt) -> list[SandboxCharge]:
    return list(SandboxCharge.objects.filter(checkout__key=attempt.key).order_by("pk"))


def ledger() -> dict[str, int]:
    """What stands on each account that is not at zero."""
    return {code: cents for code, cents in balances().items() if cents}
