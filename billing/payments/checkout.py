"""Send a buyer to the provider's page."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.payments.application_fee import application_fee_cents
from billing.payments.close import close_if_over, took_money
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState
from billing.payments.schedule import FIRST
from billing.payments.state import move
from billing.payments.ways import merchant_for
from billing.providers.base import ProviderDown, ProviderRefused, Started
from billing.providers.table import provider

log = logging.getLogger(__name__)


class AlreadyPaid(Exception):
    """The order has been paid for; a second payment would only go back."""


def open_checkout(
    *,
    purpose: str,
    order_id: int,
    amount_cents: int,
    title: str,
    email: str,
    return_url: str,
    business_id: int | None,
    at: datetime,
    way: str = "",
) -> Attempt:
    """Let the buyer pay for an order, at ``attempt.checkout_url``. Called again, the same open attempt comes back.

    While the provider is down, the attempt stays ``created`` without an address and can be taken up again by
    ``start``; if the provider refuses, it is ``failed``. Refuses with AlreadyPaid, CannotBePaid. Runs outside of
    transactions.
    """
    with transaction.atomic(durable=True):
        # The row first: whatever happens from here on, the sweeper knows whom to ask for.
        attempt = create_attempt(
            purpose=purpose, order_id=order_id, amount_cents=amount_cents, title=title, email=email,
            return_url=return_url, business_id=business_id, way=way, at=at,
        )  # fmt: skip
    return start(attempt, at=at)


def create_attempt(
    *,
    purpose: str,
    order_id: int,
    amount_cents: int,
    title: str,
    email: str,
    return_url: str,
    business_id: int | None,
    at: datetime,
    way: str = "",
) -> Attempt:
    """The attempt's row, for a slice to write in the transaction that makes the order: then no order is without one.

    The money is the business's, or the region's own where ``business_id`` is None; ``way`` is the provider that the
    buyer chose, or the first there is. An order has one undecided attempt at most; if there is one it comes back.
    Refuses with AlreadyPaid, CannotBePaid.
    """
    attempts = lock_payments(purpose, order_id)
    if attempts and took_money(purpose, order_id):
        raise AlreadyPaid(f"{purpose} {order_id}")
    undecided = [attempt for attempt in attempts if attempt.is_undecided]
    if undecided:
        return undecided[0]
    merchant = merchant_for(business_id, way, at=at)
    return Attempt.objects.create(
        purpose=purpose, order_id=order_id, amount_cents=amount_cents, title=title[:200], email=email,
        return_url=return_url, provider=merchant.provider, merchant=merchant, created_at=at, check_at=at + FIRST,
        application_fee_cents=application_fee_cents(amount_cents, provider=merchant.provider),
    )  # fmt: skip


def start(attempt: Attempt, *, at: datetime) -> Attempt:
    """Open the provider's page for an attempt that has none yet. Repeatable: the provider knows it by its key."""
    if attempt.provider_ref or not attempt.is_undecided:
        return attempt
    try:
        started = provider(attempt.provider).start(attempt)
    except ProviderDown:
        log.warning("payment provider down", extra={"provider": attempt.provider, "attempt": attempt.pk})
        return attempt
    except ProviderRefused:
        log.warning("payment provider refused", extra={"provider": attempt.provider, "attempt": attempt.pk})
        return _refused(attempt, at=at)
    return _remember(attempt, started, at=at)


def _remember(attempt: Attempt, started: Started, *, at: datetime) -> Attempt:
    with transaction.atomic(durable=True):
        attempt = _locked(attempt)
        attempt.provider_ref, attempt.checkout_url = started.ref, started.url
        if not move(attempt, AttemptState.OPEN, at=at, also=("provider_ref", "checkout_url")):
            attempt.save(update_fields=["provider_ref", "checkout_url"])  # paid before we had the page's address
    return attempt


def _refused(attempt: Attempt, *, at: datetime) -> Attempt:
    with transaction.atomic(durable=True):
        attempt = _locked(attempt)
        if move(attempt, AttemptState.FAILED, at=at):
            close_if_over(attempt, at=at)
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    return next(row for row in lock_payments(attempt.purpose, attempt.order_id) if row.pk == attempt.pk)
