"""Refund an overpayment."""

from __future__ import annotations

from datetime import datetime, timedelta

from billing.payments.models import Attempt, Charge, Refund, RefundState
from billing.payments.refund import SENT_WITHIN, send_soon
from billing.payments.refundable import refundable_cents
from kreislauf.audit.record import SYSTEM, record

REASON = "zu viel gezahlt"  # as the office reads it beside the refund
TRIED_AGAIN_AFTER = timedelta(days=1)


def return_overpayment(attempt: Attempt, *, at: datetime) -> None:
    """Ask for the refund of what each surplus charge has left. One that fails is tried again after a day."""
    for charge in attempt.charges.filter(taken=False):
        cents = refundable_cents(charge)
        if cents > 0 and not _waits(charge, cents, at=at):
            refund = Refund.objects.create(
                charge=charge, amount_cents=cents, reason=REASON, requested_by=SYSTEM, requested_at=at,
                check_at=at + SENT_WITHIN,
            )  # fmt: skip
            record("refund.requested", refund, by=SYSTEM, at=at, amount_cents=cents, reason=REASON)
            send_soon(refund)


def _waits(charge: Charge, cents: int, *, at: datetime) -> bool:
    return charge.refunds.filter(
        state=RefundState.FAILED, amount_cents=cents, settled_at__gt=at - TRIED_AGAIN_AFTER
    ).exists()
