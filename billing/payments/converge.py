"""Set an attempt to the state that the provider reports: the one function that changes it, for all callers."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.payments.chargeback import record_chargebacks
from billing.payments.checkout import start
from billing.payments.close import close_if_over, took_money
from billing.payments.fees import record_fees
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
    if not attempt.provider_ref and attempt.is_undecided:
        return _looked_at(attempt, at=at)
    asked_for = attempt.check_at
    reported = _ask(attempt)
    # A transaction of its own: the provider has answered before the lock is taken, so nobody waits for it.
    with transaction.atomic(durable=True):
        attempts = lock_payments(attempt.purpose, attempt.order_id)
        attempt = next(row for row in attempts if row.pk == attempt_id)
        again = attempt.check_at if attempt.check_at != asked_for else None
        _apply(attempt, reported, again=again, at=at)
    return attempt


def _ask(attempt: Attempt) -> ProviderState:
    try:
        if attempt.is_undecided and took_money(attempt.purpose, attempt.order_id):
            provider(attempt.provider).cancel(attempt)  # paid by another attempt meanwhile
        reported = provider(attempt.provider).fetch(attempt)
        if reported.state == AttemptState.OPEN and not attempt.is_undecided:
            provider(attempt.provider).cancel(attempt)  # called off while the provider was away
    except ProviderRefused:
        if attempt.provider_ref and (attempt.merchant is None or not attempt.merchant.is_lost):
            raise
        # It was over before it had a page, and none has come of it since; or nothing will ever be known of it, and
        # money that comes all the same stays with the merchant, who was told.
        return ProviderState(AttemptState.FAILED)
    return reported


def converge_quietly(attempt: Attempt, *, at: datetime) -> Attempt:
    """The same for pages that a buyer waits on: while the provider is silent, things stay as they are."""
    try:
        return converge(attempt.pk, at=at)
    except (ProviderDown, ProviderRefused) as reason:
        log.warning("payment not checked", extra={"attempt": attempt.pk, "reason": type(reason).__name__})
        return attempt


def _apply(attempt: Attempt, reported: ProviderState, *, again: datetime | None, at: datetime) -> None:
    # Another process may have applied a newer answer meanwhile: each of these only adds rows or moves forward.
    moved = move(attempt, reported.state, at=at)
    take_charges(attempt, reported, at=at)
    record_fees(attempt, reported, at=at)
    settle_refunds(attempt, reported, at=at)
    record_chargebacks(attempt, reported, at=at)
    return_overpayment(attempt, at=at)
    if moved and not attempt.is_undecided:
        close_if_over(attempt, at=at)
    _looked_at(attempt, at=at, news_at=reported.news_at, again=again)


def _looked_at(
    attempt: Attempt, *, at: datetime, news_at: datetime | None = None, again: datetime | None = None
) -> Attempt:
    """``again``: somebody asked for a look while the provider was asked, and its answer may be older than that."""
    times = [time for time in (next_check(attempt, at=at, news_at=news_at), again) if time is not None]
    attempt.checked_at, attempt.check_at = at, min(times, default=None)
    attempt.save(update_fields=["checked_at", "check_at"])
    return attempt
