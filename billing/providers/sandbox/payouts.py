"""The sandbox sends what lies in a merchant's account to the bank, as the large providers do every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from billing.payments.models import PayoutLineKind, PayoutState
from billing.providers.base import ReportedPayout, ReportedPayoutLine
from billing.providers.sandbox.models import SandboxCharge, SandboxPayout, SandboxPayoutLine, SandboxRefund
from billing.providers.sandbox.world import dispute_ref, new_ref

LASTS = timedelta(days=2)
FEE_PER_MILLE, FEE_CENTS = 15, 25
DISPUTE_FEE_CENTS = 2000
Found = tuple[str, PayoutLineKind, str, int, int]  # ref, kind, source, gross and fee in cents


def fee_of(amount_cents: int) -> int:
    """1.5 % and 25 cents, never all of it."""
    return min(amount_cents - 1, (amount_cents * FEE_PER_MILLE + 500) // 1000 + FEE_CENTS)


def know_fee(charge: SandboxCharge) -> None:
    SandboxCharge.objects.filter(pk=charge.pk, fee_cents=None).update(fee_cents=fee_of(charge.amount_cents))


@transaction.atomic
def pay_out(merchant: UUID, *, before: datetime | None = None) -> SandboxPayout | None:
    """All that came before then and was not paid out yet; None if nothing is left of it."""
    charges = list(SandboxCharge.objects.select_for_update().filter(checkout__merchant=merchant).order_by("pk"))
    done = set(SandboxPayoutLine.objects.filter(payout__merchant=merchant).values_list("ref", flat=True))
    lines = [line for line in _lines(merchant, before or timezone.now()) if line[0] not in done]
    amount_cents = sum(gross - fee for _ref, _kind, _source, gross, fee in lines)
    if amount_cents <= 0:
        return None
    now = timezone.now()
    payout = SandboxPayout.objects.create(
        merchant=merchant, ref=new_ref("po"), amount_cents=amount_cents, changed_at=now,
        arrives_on=timezone.localdate(now + LASTS),
    )  # fmt: skip
    SandboxPayoutLine.objects.bulk_create(
        SandboxPayoutLine(payout=payout, ref=ref, kind=kind, source_ref=source, gross_cents=gross, fee_cents=fee)
        for ref, kind, source, gross, fee in lines
    )
    sources = {source for _ref, _kind, source, _gross, _fee in lines}
    for charge in charges:
        if charge.ref in sources:
            know_fee(charge)
    return payout


def _lines(merchant: UUID, before: datetime) -> Iterator[Found]:
    paid = SandboxCharge.objects.filter(checkout__merchant=merchant, paid_at__lte=before).order_by("pk")
    for charge in paid:
        fee_cents = fee_of(charge.amount_cents) if charge.fee_cents is None else charge.fee_cents
        yield f"line-{charge.ref}", PayoutLineKind.CHARGE, charge.ref, charge.amount_cents, fee_cents
        if charge.disputed_cents:
            yield from _of_dispute(charge)
    for refund in SandboxRefund.objects.filter(charge__in=paid, refunded_at__isnull=False).order_by("pk"):
        yield f"line-{refund.ref}", PayoutLineKind.REFUND, refund.ref, -refund.amount_cents, 0
    for back in SandboxPayout.objects.filter(merchant=merchant, failed_at__isnull=False).order_by("pk"):
        yield f"line-{back.ref}", PayoutLineKind.OTHER, back.ref, back.amount_cents, 0


def _of_dispute(charge: SandboxCharge) -> Iterator[Found]:
    ref, kind, cents = dispute_ref(charge), PayoutLineKind.DISPUTE, charge.disputed_cents
    yield f"line-{ref}", kind, ref, -cents, 0
    if charge.dispute_won_at:
        yield f"line-won-{charge.ref}", kind, ref, cents, 0
    if charge.dispute_lost_at:
        yield f"line-lost-{charge.ref}", kind, ref, 0, DISPUTE_FEE_CENTS


def end_payout(payout: SandboxPayout, *, arrived: bool) -> None:
    """It is in the bank account, or came back, even after it had arrived."""
    now = timezone.now()
    day = min(payout.arrives_on, timezone.localdate(now))
    SandboxPayout.objects.filter(pk=payout.pk, failed_at=None).update(
        **{"arrived_at" if arrived else "failed_at": now}, changed_at=now, arrives_on=day
    )


def pay_out_what_is_due(merchant: UUID) -> None:
    """What came ``settings.SANDBOX_PAYOUT_SECONDS`` ago leaves; what should be in the bank by today is."""
    ready = timezone.now() - timedelta(seconds=settings.SANDBOX_PAYOUT_SECONDS)
    pay_out(merchant, before=ready)
    on_their_way = SandboxPayout.objects.filter(merchant=merchant, arrived_at=None, failed_at=None)
    for payout in on_their_way.filter(arrives_on__lte=timezone.localdate()):
        end_payout(payout, arrived=True)


def reported(payout: SandboxPayout) -> ReportedPayout:
    return ReportedPayout(
        ref=payout.ref,
        amount_cents=payout.amount_cents,
        state=_state(payout),
        arrives_on=payout.arrives_on,
        reason="no_account" if payout.failed_at else "",
        lines=tuple(
            ReportedPayoutLine(
                line.ref, line.kind, line.source_ref, line.gross_cents, line.fee_cents,
                line.gross_cents - line.fee_cents,
            )
            for line in payout.lines.order_by("pk")
        ),
    )  # fmt: skip


def _state(payout: SandboxPayout) -> PayoutState:
    if payout.failed_at:
        return PayoutState.FAILED
    return PayoutState.PAID if payout.arrived_at else PayoutState.PENDING
