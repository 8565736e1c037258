"""What a payout is made of, and the booking of what no payment of ours explains."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from billing.ledger.accounts import fees_of, money, outside_of
from billing.ledger.post import post
from billing.payments.models import Charge, Chargeback, Merchant, Payout, PayoutLine, PayoutLineKind, Refund
from billing.providers.base import ReportedPayout

# A payout may tell of a payment before its own state does. What stays unknown for so long is somebody else's sale.
KNOWN_WITHIN = timedelta(days=3)
LOOKED_AT_FOR = timedelta(days=60)


def write_lines(payout: Payout, found: ReportedPayout, *, at: datetime) -> None:
    """Each once, with the payout locked."""
    known = set(payout.lines.values_list("provider_ref", flat=True))
    for line in found.lines:
        if line.ref not in known:
            written = PayoutLine.objects.create(
                payout=payout, provider_ref=line.ref, kind=line.kind, source_ref=line.source_ref,
                gross_cents=line.gross_cents, fee_cents=line.fee_cents, net_cents=line.net_cents,
            )  # fmt: skip
            _book_line(payout.merchant, written, at=at)


def settle_foreign_lines(merchant: Merchant, *, at: datetime) -> None:
    """Book what came of a business's sales elsewhere by the same account, and book it back if it was ours after all."""
    lines = _explained(merchant).filter(payout__noticed_at__gt=at - LOOKED_AT_FOR)
    for line in lines.filter(is_known=False, outside_at=None, payout__noticed_at__lte=at - KNOWN_WITHIN):
        with transaction.atomic():
            _book_outside(merchant, line, at=at)
    for line in lines.filter(is_known=True, outside_at__isnull=False):
        with transaction.atomic():
            PayoutLine.objects.filter(pk=line.pk).update(outside_at=None)
            _book(f"inside:{line.pk}", merchant, line, outside_of(merchant.pk), _foreign_cents(line), at=at)


def _explained(merchant: Merchant) -> QuerySet[Any]:
    """Lines of charges, refunds and disputes; ``is_known`` are those that belong to a payment of ours."""
    same = Q(provider_ref=OuterRef("source_ref"))
    lines = PayoutLine.objects.filter(
        payout__merchant=merchant, kind__in=[PayoutLineKind.CHARGE, PayoutLineKind.REFUND, PayoutLineKind.DISPUTE]
    )
    return lines.alias(
        is_known=Exists(Charge.objects.filter(same, attempt__merchant=merchant))
        | Exists(Refund.objects.filter(same, charge__attempt__merchant=merchant))
        | Exists(Chargeback.objects.filter(same, charge__attempt__merchant=merchant))
    ).order_by("pk")


def _book_line(merchant: Merchant, line: PayoutLine, *, at: datetime) -> None:
    """Charges, refunds and disputes are booked when the payment's own state says so; here is what is left."""
    if line.kind == PayoutLineKind.OTHER:
        if not merchant.payouts.filter(provider_ref=line.source_ref).exists():  # money of one that came back
            _book_outside(merchant, line, at=at)
        return
    cost_cents = {PayoutLineKind.FEE: -line.net_cents, PayoutLineKind.REFUND: line.fee_cents}.get(
        PayoutLineKind(line.kind), 0
    )
    _book(f"fee-line:{line.pk}", merchant, line, fees_of(merchant.pk), cost_cents, at=at)


def _book_outside(merchant: Merchant, line: PayoutLine, *, at: datetime) -> None:
    if PayoutLine.objects.filter(pk=line.pk, outside_at=None).update(outside_at=at):
        _book(f"outside:{line.pk}", merchant, line, outside_of(merchant.pk), -_foreign_cents(line), at=at)


def _foreign_cents(line: PayoutLine) -> int:
    """What it brought, or cost. The fee of a refund is booked already."""
    return line.gross_cents if line.kind == PayoutLineKind.REFUND else line.net_cents


def _book(key: str, merchant: Merchant, line: PayoutLine, account: str, cents: int, *, at: datetime) -> None:
    """``cents`` from the money at the provider to the account."""
    if cents:
        lines = [(account, cents), (money(merchant.provider, merchant.pk), -cents)]
        post(key, at=at, memo=line.provider_ref, lines=lines)
