"""The buyer does not want to pay here any more."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.payments.close import close_if_over
from billing.payments.converge import converge
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState
from billing.payments.schedule import FIRST
from billing.payments.state import move
from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.table import provider

log = logging.getLogger(__name__)


def call_off(attempt: Attempt, *, at: datetime) -> Attempt:
    """Close the provider's page, then apply what it says: a payment of the last second still counts.

    While the provider does not answer, the attempt is over for us; the sweeper closes its page later, and money that
    comes there after all is taken or goes back as any late payment. Runs outside of transactions.
    """
    try:
        if attempt.provider_ref:
            provider(attempt.provider).cancel(attempt)
            return converge(attempt.pk, at=at)
    except (ProviderDown, ProviderRefused) as reason:
        log.warning("payment called off unseen", extra={"attempt": attempt.pk, "reason": type(reason).__name__})
    with transaction.atomic(durable=True):
        attempts = lock_payments(attempt.purpose, attempt.order_id)
        attempt = next(row for row in attempts if row.pk == attempt.pk)
        if move(attempt, AttemptState.FAILED, at=at):
            close_if_over(attempt, at=at)
            attempt.check_at = at + FIRST
            attempt.save(update_fields=["check_at"])
    return attempt
