"""What the provider keeps of a charge, and what it charges for a dispute: booked once, when it is known."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.accounts import fees_of, money
from billing.ledger.post import post
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, Charge, Chargeback
from billing.providers.base import ProviderState


def record_fees(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    """Book each fee that the provider tells by now, with the order's payments locked."""
    by_ref = {charge.ref: charge.fee_cents for charge in reported.charges if charge.fee_cents is not None}
    if by_ref:
        for charge in attempt.charges.filter(fee_cents=None, provider_ref__in=by_ref).order_by("pk"):
            _record_fee(attempt, charge, by_ref[charge.provider_ref], at=at)


def record_fee_of_payout(charge: Charge, fee_cents: int, *, at: datetime) -> None:
    """The same where a payout tells it first."""
    with transaction.atomic(durable=True):
        lock_payments(charge.attempt.purpose, charge.attempt.order_id)
        unknown = Charge.objects.filter(pk=charge.pk, fee_cents=None).first()
        if unknown is not None:
            _record_fee(charge.attempt, unknown, fee_cents, at=at)


def record_dispute_fee(attempt: Attempt, chargeback: Chargeback, fee_cents: int, *, at: datetime) -> None:
    """A dispute costs something whoever wins it. Booked once, with the order's payments locked."""
    if fee_cents and not chargeback.fee_cents:
        chargeback.fee_cents = fee_cents
        chargeback.save(update_fields=["fee_cents"])
        _book(f"fee-dispute:{chargeback.pk}", attempt, fee_cents, at=at)


def _record_fee(attempt: Attempt, charge: Charge, fee_cents: int, *, at: datetime) -> None:
    charge.fee_cents = fee_cents
    charge.save(update_fields=["fee_cents"])
    _book(f"fee:{charge.pk}", attempt, fee_cents, at=at)


def _book(key: str, attempt: Attempt, cents: int, *, at: datetime) -> None:
    if cents and attempt.merchant_id is not None:  # from before merchants: then no provider reported a fee
        lines = [(fees_of(attempt.merchant_id), cents), (money(attempt.provider, attempt.merchant_id), -cents)]
        post(key, at=at, memo=attempt.title, lines=lines)
