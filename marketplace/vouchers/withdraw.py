"""„Vertrag widerrufen": within 14 days an unused voucher goes back (§§ 312g, 355, 356a BGB)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from billing.payments.refund import request_refund
from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.models import Voucher, Withdrawal
from marketplace.vouchers.pay import PURPOSE

DAYS = 14
SATURDAY = 5


def withdraw(voucher_id: int, *, name: str, email: str, at: datetime) -> Withdrawal:
    """Keep the declaration, and send the money back if the voucher is unused and in time.

    What is late, used or blocked is kept as well: staff answers it, because the law leaves room there.
    """
    with transaction.atomic():
        # The lock makes a second declaration wait and find the first.
        voucher = Voucher.objects.select_for_update(of=("self",)).select_related("order").get(pk=voucher_id)
        known = voucher.withdrawals.filter(accepted=True).first()
        if known is not None:
            return known
        refusal = refusal_of(voucher, at=at)
        if not refusal and not _reserved(voucher, at=at):
            refusal = "used"
        withdrawal = Withdrawal.objects.create(
            voucher=voucher, name=name, email=email, declared_at=at, accepted=not refusal, refusal=refusal
        )
        record("voucher.withdrawn", voucher, by="buyer", at=at, refusal=refusal)
        if not refusal:
            request_refund(
                purpose=PURPOSE,
                order_id=voucher.order_id,
                subject_id=voucher.pk,
                amount_cents=voucher.value_cents,
                reason="Widerruf",
                by="buyer",
                at=at,
            )
    return withdrawal


def finish_refund(subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    """The provider has decided: the voucher is refunded, or its reserve comes back and staff looks into it."""
    voucher = Voucher.objects.select_for_update().get(pk=subject_id)
    if voucher.refund_pending_at is None:
        return
    if succeeded:
        voucher.refunded_at = at
    else:
        voucher.left_cents += voucher.reserved_cents
    voucher.reserved_cents = 0
    voucher.refund_pending_at = None
    voucher.save(update_fields=["refunded_at", "left_cents", "reserved_cents", "refund_pending_at"])
    record(
        "voucher.refunded" if succeeded else "voucher.refund_failed",
        voucher,
        by=SYSTEM,
        at=at,
        amount_cents=amount_cents,
    )


def withdrawable_until(issued_on: date) -> date:
    """The last day: 14 days after the purchase, and the Monday after when that is a weekend (§ 193 BGB)."""
    last = issued_on + timedelta(days=DAYS)
    return last if last.weekday() < SATURDAY else last + timedelta(days=7 - last.weekday())


def refusal_of(voucher: Voucher, *, at: datetime) -> str:
    """Why the money does not go back by itself, or nothing: ``refunded``, ``blocked``, ``used``, ``late``."""
    if voucher.refunded_at or voucher.refund_pending_at:
        return "refunded"
    if voucher.blocked_at:
        return "blocked"
    if voucher.left_cents < voucher.value_cents:
        return "used"
    if localdate(at) > withdrawable_until(localdate(voucher.issued_at)):
        return "late"
    return ""


def _reserved(voucher: Voucher, *, at: datetime) -> bool:
    # One statement, so that a till cannot spend what is on its way back. Before the provider hears of it.
    return (
        Voucher.objects.filter(pk=voucher.pk, left_cents=F("value_cents"), reserved_cents=0).update(
            left_cents=0, reserved_cents=F("value_cents"), refund_pending_at=at
        )
        == 1
    )
