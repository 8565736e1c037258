"""Note money that came for an invoice, or went back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from billing.subscriptions.models import Invoice, Payment, Way
from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation


class NothingToPay(Exception):
    """A credit note is not paid, and nothing is no amount."""


def record_payment(
    invoice: Invoice,
    *,
    amount_cents: int,
    paid_on: date,
    way: Way,
    key: str,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Payment:
    """Partly, wholly or too much; a negative amount went back. A repeated ``key`` returns the first payment.

    ``key`` names the form that was sent, or the line of the bank's file. Refuses with ``NothingToPay``.
    """
    if invoice.is_credit_note or not amount_cents:
        raise NothingToPay
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                invoice=invoice,
                amount_cents=amount_cents,
                paid_on=paid_on,
                way=way,
                note=note[:140],
                key=key,
                entered_at=at,
                entered_by=str(by)[:254],
            )
            log_operation(
                "invoice.paid", invoice.number, by=by, at=at, region_id=invoice.region_id, amount_cents=amount_cents
            )
    except IntegrityError:
        written = Payment.objects.filter(key=key).first()
        if written is None:
            raise
        return written
    return payment
