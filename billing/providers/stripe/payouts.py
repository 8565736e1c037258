"""What Stripe sent to a merchant's bank account, and what each payout is made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from billing.payments.models import Merchant, PayoutLineKind, PayoutState
from billing.providers.base import ReportedPayout, ReportedPayoutLine
from billing.providers.stripe.client import answers, client, of_account

if TYPE_CHECKING:
    import stripe

STATES = {"paid": PayoutState.PAID, "failed": PayoutState.FAILED, "canceled": PayoutState.FAILED}
# By what Stripe calls a line of the balance, in its reports and by its kind.
KINDS = {
    "charge": PayoutLineKind.CHARGE,
    "payment": PayoutLineKind.CHARGE,
    "refund": PayoutLineKind.REFUND,
    "refund_failure": PayoutLineKind.REFUND,
    "partial_capture_reversal": PayoutLineKind.REFUND,
    "dispute": PayoutLineKind.DISPUTE,
    "dispute_reversal": PayoutLineKind.DISPUTE,
    "fee": PayoutLineKind.FEE,
    "stripe_fee": PayoutLineKind.FEE,
    "network_cost": PayoutLineKind.FEE,
}


def fetch_payouts(merchant: Merchant, *, since: datetime) -> tuple[ReportedPayout, ...]:
    """Those made since then. One that Stripe has not yet taken apart comes next time."""
    options = of_account(merchant)
    with answers():
        listed = client().v1.payouts.list({"created": {"gte": int(since.timestamp())}, "limit": 100}, options)
        found = [one for one in listed.auto_paging_iter() if one.reconciliation_status != "in_progress"]
        return tuple(_payout(one, _lines(one, options)) for one in reversed(found))


def _lines(payout: stripe.Payout, options: stripe.RequestOptions) -> list[stripe.BalanceTransaction]:
    if not payout.automatic:
        return []  # an amount that the business chose by hand: Stripe cannot say what it is made of
    listed = client().v1.balance_transactions.list({"payout": payout.id, "limit": 100}, options)
    return [one for one in listed.auto_paging_iter() if one.type != "payout"]


def _payout(payout: stripe.Payout, lines: list[stripe.BalanceTransaction]) -> ReportedPayout:
    return ReportedPayout(
        ref=payout.id,
        amount_cents=payout.amount,
        state=STATES.get(payout.status, PayoutState.PENDING),
        arrives_on=datetime.fromtimestamp(payout.arrival_date, tz=UTC).date(),
        lines=tuple(_line(one) for one in lines),
        reason="canceled" if payout.status == "canceled" else str(payout.failure_code or ""),
    )


def _line(line: stripe.BalanceTransaction) -> ReportedPayoutLine:
    return ReportedPayoutLine(
        ref=line.id,
        kind=KINDS.get(line.reporting_category) or KINDS.get(line.type, PayoutLineKind.OTHER),
        source_ref=str(line.source or ""),
        gross_cents=line.amount,
        fee_cents=line.fee,
        net_cents=line.net,
    )
