"""What must be so between the provider and us, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from billing.payments.models import ChargebackKind, RefundState
from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant


@invariant
def charges_are_known(books: Books) -> Iterator[object]:
    """Every charge at the provider is in our rows once, and no other."""
    outside = sorted((charge.ref, charge.amount_cents) for charge in books.outside_charges)
    ours = sorted((charge.provider_ref, charge.amount_cents) for charge in books.heard_charges)
    if outside != ours:
        yield outside, ours


@invariant
def refunds_are_known(books: Books) -> Iterator[object]:
    """Every refund that left the provider is one of ours or known as taken back, and no other."""
    outside = Counter((row.ref, row.amount_cents) for row in books.outside_refunds if row.arrived)
    ours = Counter(
        (row.provider_ref, row.amount_cents) for row in books.heard_refunds if row.state == RefundState.SUCCEEDED
    )
    ours += Counter(
        (row.provider_ref, row.amount_cents) for row in books.heard_chargebacks if row.how == ChargebackKind.REFUND
    )
    if outside != ours:
        yield outside, ours


@invariant
def disputes_are_known(books: Books) -> Iterator[object]:
    """What banks took back of each charge and kept is known, and no more."""
    outside = Counter({charge.ref: charge.lost_cents for charge in books.outside_charges if charge.lost_cents})
    ours: Counter[str] = Counter()
    for row in books.heard_chargebacks:
        if row.how == ChargebackKind.DISPUTE and row.won_at is None:
            ours[row.charge.provider_ref] += row.amount_cents
    if outside != ours:
        yield outside, ours


@invariant
def a_refund_is_sent_once(books: Books) -> Iterator[object]:
    """The provider holds at most one refund for each of our keys, and none that we did not write down first."""
    ours = {str(refund.key) for refund in books.every_refund}
    for row in books.outside_refunds:
        if row.key and not row.key.startswith("dashboard") and row.key not in ours:
            yield row.key
