"""A request's state in the words of all providers."""

from __future__ import annotations

from datetime import datetime

from billing.payments.models import AttemptState
from billing.providers.bank_transfer.models import BankRefund, TransferCharge, TransferLoss, TransferRequest
from billing.providers.base import (
    DisputeState,
    ProviderState,
    RefundResult,
    ReportedCharge,
    ReportedDispute,
    ReportedRefund,
)


def report(wanted: TransferRequest, *, at: datetime) -> ProviderState:
    """Everything that the rows say. A bank keeps no fee of a single transfer, so fees are zero."""
    charges = list(wanted.charges.order_by("pk"))
    losses = list(TransferLoss.objects.filter(charge__request=wanted).select_related("charge").order_by("pk"))
    state = state_of(wanted, at=at)
    return ProviderState(
        state=state,
        charges=tuple(ReportedCharge(one.ref, one.amount_cents, one.received_at, fee_cents=0) for one in charges),
        refunds=(*_sent_back(charges, at=at), *(_by_hand(loss) for loss in losses if loss.by_hand)),
        disputes=tuple(
            ReportedDispute(f"{loss.charge.ref}-{loss.line_id}", loss.charge.ref, loss.amount_cents, DisputeState.LOST)
            for loss in losses
            if not loss.by_hand
        ),
        # Until then only a statement brings news, and whoever takes it over asks at once.
        news_at=wanted.due_at if state in (AttemptState.OPEN, AttemptState.PROCESSING) else None,
    )


def state_of(wanted: TransferRequest, *, at: datetime) -> AttemptState:
    if wanted.paid_at is not None:
        return AttemptState.SUCCEEDED
    if wanted.cancelled_at is not None:
        return AttemptState.FAILED
    if wanted.due_at <= at:
        return AttemptState.EXPIRED
    return AttemptState.PROCESSING if arrived_cents(wanted) else AttemptState.OPEN


def arrived_cents(wanted: TransferRequest) -> int:
    """What has come in of a sum that is not complete, and has not left again."""
    lines = wanted.lines.taken().values_list("cents", "used_cents")
    return sum(cents - used if cents > 0 else cents + used for cents, used in lines)


def _sent_back(charges: list[TransferCharge], *, at: datetime) -> list[ReportedRefund]:
    refunds = list(BankRefund.objects.filter(charge__in=charges).select_related("charge").order_by("pk"))
    # Told once that it is booked, it stays told: money that comes back later is a new debt (BankRefund.came_back_at).
    BankRefund.objects.filter(
        pk__in=[one.pk for one in refunds], booked_at__isnull=False, failed_at=None, reported_at=None
    ).update(reported_at=at)
    return [
        ReportedRefund(one.key.hex, str(one.key), one.charge.ref, one.amount_cents, _result(one)) for one in refunds
    ]


def _result(refund: BankRefund) -> RefundResult:
    if refund.failed_at is not None:
        return RefundResult.FAILED
    return RefundResult.SUCCEEDED if refund.booked_at or refund.reported_at else RefundResult.PENDING


def _by_hand(loss: TransferLoss) -> ReportedRefund:
    ref = f"{loss.charge.ref}-{loss.line_id}"
    return ReportedRefund(ref, "", loss.charge.ref, loss.amount_cents, RefundResult.SUCCEEDED)
