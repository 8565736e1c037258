"""Set an attempt to the state that the provider reports: the one function that changes it, for all callers."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.payments.chargeback import record_chargebacks
from billing.payments.checkout import start
from billing.payments.close import close_if_over, took_money
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState
from billing.payments.overpayment import return_overpayment
from billing.payments.schedule import next_check
from billing.payments.settle_refunds import settle_refunds
from billing.payments.state import move
from billing.payments.take import take_charges
from billing.providers.base import ProviderDown, ProviderRefused, ProviderState
from billing.providers.table import provider

log = logging.getLogger(__name__)


def converge(attempt_id: int, *, at: datetime) -> Attempt:
    """Ask the provider, then apply its answer. Raises ProviderDown, ProviderRefused. Runs outside of transactions."""
    attempt = start(Attempt.objects.get(pk=attempt_id), at=at)
    if not attempt.provider_ref:
        return _looked_at(attempt, at=at)
    if attempt.is_undecided and took_money(attempt.purpose, attempt.order_id):
        provider(attempt.provider).cancel(attempt)  # paid by another attempt meanwhile
    reported = provider(attempt.provider).fetch(attempt)
    if reported.state == AttemptState.OPEN and not attempt.is_undecided:
        provider(attempt.provider).cancel(attempt)  # called off while the provider was away
    # A transaction of its own: the provider has answered before the lock is taken, so nobody waits for it.
    with transaction.atomic(durable=True):
        attempts = lock_payments(attempt.purpose, attempt.order_id)
        attempt = next(row for row in attempts if row.pk == attempt_id)
        _apply(attempt, reported, at=at)
    return attempt


def converge_quietly(attempt: Attempt, *, at: datetime) -> Attempt:
    """The same for pages that a buyer waits on: while the provider is silent, things stay as they are."""
    try:
        return converge(attempt.pk, at=at)
    except (ProviderDown, ProviderRefused) as reason:
        log.warning("payment not checked", extra={"attempt": attempt.pk, "reason": type(reason).__name__})
        return attempt


def _apply(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    # Another process may have applied a newer answer meanwhile: each of these only adds rows or moves forward.
    moved = move(attempt, reported.state, at=at)
    take_charges(attempt, reported, at=at)
    settle_refunds(attempt, reported, at=at)
    record_chargebacks(attempt, reported, at=at)
    return_overpayment(attempt, at=at)
    if moved and not attempt.is_undecided:
        close_if_over(attempt, at=at)
    _looked_at(attempt, at=at)


def _looked_at(attempt: Attempt, *, at: datetime) -> Attempt:
    attempt.checked_at, attempt.check_at = at, next_check(attempt, at=at)
    attempt.save(update_fields=["checked_at", "check_at"])
    return attempt
