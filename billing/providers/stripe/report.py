"""What Stripe knows of an attempt, in our words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from billing.payments.models import Attempt, AttemptState
from billing.providers.base import (
    DisputeState,
    ProviderState,
    RefundResult,
    ReportedCharge,
    ReportedDispute,
    ReportedRefund,
)
from billing.providers.stripe.client import answers, client, noted, of_account

if TYPE_CHECKING:
    import stripe
    from stripe.checkout import Session

RESULTS = {
    "succeeded": RefundResult.SUCCEEDED,
    "failed": RefundResult.FAILED,
    "canceled": RefundResult.FAILED,
}
ENDS = {"won": DisputeState.WON, "lost": DisputeState.LOST}


def report(attempt: Attempt, ref: str) -> ProviderState:
    """One request for a page on which nobody has tried to pay, two for a paid one, three with a dispute."""
    options = of_account(attempt.merchant)
    with answers():
        session = client().v1.checkout.sessions.retrieve(ref, {"expand": ["payment_intent"]}, options)
        intent: Any = session.payment_intent
        charges = _charges(intent.id, options) if intent is not None and intent.latest_charge else []
        refunds = [refund for charge in charges for refund in _refunds(charge, options)]
        disputes = _disputes(intent.id, options) if any(charge.disputed for charge in charges) else []
    return ProviderState(
        state=_state(session, intent, charges),
        charges=tuple(_charge(one) for one in charges),
        refunds=tuple(_refund(one) for one in refunds),
        disputes=tuple(_dispute(one) for one in disputes),
    )


def _charges(intent: str, options: stripe.RequestOptions) -> list[stripe.Charge]:
    """Money that came, with its fee and what went back of it; tries that failed are none."""
    expand = ["data.balance_transaction", "data.refunds"]
    listed = client().v1.charges.list({"payment_intent": intent, "limit": 100, "expand": expand}, options)
    return [one for one in listed.auto_paging_iter() if one.status == "succeeded" and one.captured]


def _refunds(charge: stripe.Charge, options: stripe.RequestOptions) -> list[stripe.Refund]:
    if charge.refunds is not None and not charge.refunds.has_more:
        return charge.refunds.data
    return list(client().v1.refunds.list({"charge": charge.id, "limit": 100}, options).auto_paging_iter())


def _disputes(intent: str, options: stripe.RequestOptions) -> list[stripe.Dispute]:
    """Those in which money was taken: banks also ask first, and some disputes are fended off before."""
    listed = client().v1.disputes.list({"payment_intent": intent, "limit": 100}, options)
    return [one for one in listed.auto_paging_iter() if _gone_cents(one) > 0]


def _state(session: Session, intent: Any, charges: list[stripe.Charge]) -> AttemptState:
    if charges:
        return AttemptState.SUCCEEDED
    if session.status == "expired":
        return AttemptState.EXPIRED
    if session.status == "open":
        return AttemptState.OPEN
    # The buyer is through; the money is on its way, or never came.
    return AttemptState.PROCESSING if intent is not None and intent.status == "processing" else AttemptState.FAILED


def _charge(charge: stripe.Charge) -> ReportedCharge:
    line: Any = charge.balance_transaction
    return ReportedCharge(
        ref=charge.id,
        amount_cents=charge.amount_captured,
        received_at=datetime.fromtimestamp(charge.created, tz=UTC),
        currency=charge.currency,
        fee_cents=line.fee if line is not None and line.currency == "eur" else None,
    )


def _refund(refund: stripe.Refund) -> ReportedRefund:
    return ReportedRefund(
        ref=refund.id,
        key=noted(refund, "refund"),
        charge_ref=str(refund.charge),
        amount_cents=refund.amount,
        result=RESULTS.get(refund.status or "", RefundResult.PENDING),
    )


def _dispute(dispute: stripe.Dispute) -> ReportedDispute:
    return ReportedDispute(
        ref=dispute.id,
        charge_ref=str(dispute.charge),
        amount_cents=_gone_cents(dispute),
        state=ENDS.get(dispute.status, DisputeState.OPEN),
        fee_cents=sum(line.fee for line in dispute.balance_transactions),
    )


def _gone_cents(dispute: stripe.Dispute) -> int:
    """What was taken, whether or not it came back since."""
    return -sum(line.amount for line in dispute.balance_transactions if line.amount < 0)
