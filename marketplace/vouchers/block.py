"""Vouchers that must not pay for the time being, or never again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.models import Order, Voucher

TAKEN_BACK = "Die Zahlung wurde zurückgeholt."


class NotChanged(Exception):
    """The voucher stays as it is; each reason is a class of its own."""


class ReasonMissing(NotChanged):
    """A block needs a reason: somebody will ask at the counter."""


class AlreadyBlocked(NotChanged):
    """It is blocked already."""


class NotBlocked(NotChanged):
    """There is no block to lift."""


class PaymentTakenBack(NotChanged):
    """The money behind the voucher is gone, so its block is not lifted by hand."""


@transaction.atomic
def block(voucher: Voucher, *, reason: str, by: Any, at: datetime) -> None:
    """Staff stops a voucher from being redeemed. Its balance stays. Refuses with a class of NotChanged."""
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise ReasonMissing
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if voucher.blocked_at:
        raise AlreadyBlocked
    Voucher.objects.filter(pk=voucher.pk).update(blocked_at=at, block_reason=reason)
    record("voucher.blocked", voucher, by=by, at=at, reason=reason)


@transaction.atomic
def unblock(voucher: Voucher, *, by: Any, at: datetime) -> None:
    """Staff lets a voucher be redeemed again. Refuses with a class of NotChanged."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if not voucher.blocked_at:
        raise NotBlocked
    if voucher.block_reason == TAKEN_BACK:
        raise PaymentTakenBack
    Voucher.objects.filter(pk=voucher.pk).update(blocked_at=None, block_reason="")
    record("voucher.unblocked", voucher, by=by, at=at, reason=voucher.block_reason)
