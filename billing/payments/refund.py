"""Money back to the buyer: reserved in our rows first, then sent, then settled when the provider says how it ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from billing.payments.lock import lock_payments
from billing.payments.models import Charge, Refund
from billing.payments.refundable import refundable_cents
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.soon import soon

SENT_WITHIN = timedelta(seconds=30)  # by the queue; after that the sweeper sends


class MoreThanPaid(Exception):
    """The order's payment has less left than is to go back."""


@transaction.atomic
def request_refund(
    *, purpose: str, order_id: int, subject_id: int, amount_cents: int, reason: str, by: Actor, at: datetime
) -> Refund:
    """Reserve cents of what the order took, for a subject (a voucher), and send them once the transaction is through.

    The slice hears of the end through its ``Purpose``. A subject has one refund at a time: asked again, the same comes
    back. Call it with ``lock_payments`` taken before the subject is touched. Refuses with MoreThanPaid.
    """
    lock_payments(purpose, order_id)
    charge = Charge.objects.filter(attempt__purpose=purpose, attempt__order_id=order_id, taken=True).first()
    if charge is None:
        raise MoreThanPaid(f"{purpose} {order_id}: nothing was paid")
    known = charge.refunds.not_failed().filter(subject_id=subject_id).first()
    if known is not None:
        return known
    if amount_cents > refundable_cents(charge):
        raise MoreThanPaid(f"{purpose} {order_id}: {amount_cents} of {refundable_cents(charge)}")
    refund = Refund.objects.create(
        charge=charge,
        subject_id=subject_id,
        amount_cents=amount_cents,
        reason=reason[:200],
        requested_by=str(by)[:254],
        requested_at=at,
        check_at=at + SENT_WITHIN,
    )
    record("refund.requested", refund, by=by, at=at, amount_cents=amount_cents, reason=reason[:200])
    send_soon(refund)
    return refund


def send_soon(refund: Refund) -> None:
    """Queue the sending for when the transaction is through. If the queue is away, the sweeper sends."""
    soon("billing.payments.tasks.send_one_refund", refund_id=refund.pk)
