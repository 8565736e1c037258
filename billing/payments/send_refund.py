"""Hand a refund to the provider."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from billing.payments.converge import converge
from billing.payments.lock import lock_payments
from billing.payments.models import IN_FLIGHT, Attempt, Refund, RefundState
from billing.payments.settle_refunds import settle_refund
from billing.providers.base import ProviderRefused
from billing.providers.table import provider

log = logging.getLogger(__name__)

ANSWER_LOST_AFTER = timedelta(minutes=1)


def send_refund(refund_id: int, *, at: datetime) -> Refund:
    """Send it, or see what became of it. Repeatable: the provider knows it by its key. Raises ProviderDown.

    Runs outside of transactions.
    """
    refund = Refund.objects.select_related("charge__attempt").get(pk=refund_id)
    attempt = refund.charge.attempt
    if refund.state == RefundState.REQUESTED:
        if at - refund.requested_at > ANSWER_LOST_AFTER:
            # Perhaps it was sent and the answer was lost: providers forget our keys in time, their books do not.
            converge(attempt.pk, at=at)
            refund.refresh_from_db()
        _send(refund, attempt, at=at)
    converge(attempt.pk, at=at)
    refund.refresh_from_db()
    if refund.state in IN_FLIGHT:
        refund.check_at = at + max((at - refund.requested_at) / 2, ANSWER_LOST_AFTER)
        refund.save(update_fields=["check_at"])
    return refund


def _send(refund: Refund, attempt: Attempt, *, at: datetime) -> None:
    if refund.state != RefundState.REQUESTED:
        return
    try:
        ref = provider(attempt.provider).refund(refund)
    except ProviderRefused:
        log.warning("refund refused", extra={"provider": attempt.provider, "refund": refund.pk})
        _note(refund, attempt, ref=None, at=at)
    else:
        _note(refund, attempt, ref=ref, at=at)


def _note(refund: Refund, attempt: Attempt, *, ref: str | None, at: datetime) -> None:
    with transaction.atomic(durable=True):
        lock_payments(attempt.purpose, attempt.order_id)
        refund = Refund.objects.select_related("charge").get(pk=refund.pk)
        if refund.state not in IN_FLIGHT:
            return  # somebody else has seen how it ended
        if ref is None:
            settle_refund(attempt, refund, succeeded=False, at=at)
        elif refund.state == RefundState.REQUESTED:
            refund.provider_ref, refund.state = ref, RefundState.SENT
            refund.save(update_fields=["provider_ref", "state"])
