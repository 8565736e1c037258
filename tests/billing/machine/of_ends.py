"""What everything must have come to, after any run."""

from __future__ import annotations

from collections.abc import Iterator

from billing.payments.models import IN_FLIGHT, AttemptState, ChargebackKind, RefundState
from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant


@invariant
def nothing_is_undecided(books: Books) -> Iterator[object]:
    """No payment, no refund and no reserve is left hanging."""
    yield from (attempt for attempt in books.every_attempt if attempt.is_undecided)
    yield from (refund for refund in books.every_refund if refund.state in IN_FLIGHT)
    yield from (voucher for voucher in books.every_voucher if voucher.reserved_cents or voucher.refund_pending_at)


@invariant
def an_attempt_says_what_came_of_it(books: Books) -> Iterator[object]:
    """An attempt has succeeded if and only if all of its money came, and says when it was decided."""
    paid = {charge.attempt_id for charge in books.every_charge if charge.amount_cents >= charge.attempt.amount_cents}
    for attempt in books.every_attempt:
        if (attempt.state == AttemptState.SUCCEEDED) != (attempt.pk in paid) or attempt.settled_at is None:
            yield attempt.pk, attempt.state, attempt.settled_at


@invariant
def an_order_is_fulfilled_or_closed(books: Books) -> Iterator[object]:
    """An order is fulfilled if it took money, and closed if it did not; never both, never neither."""
    for order in books.orders.values():
        ended = (bool(order.fulfilled_at), bool(order.expired_at or order.cancelled_at))
        if ended != ((True, False) if order.pk in books.taken else (False, True)):
            yield order.pk, ended


@invariant
def the_shelf_adds_up(books: Books) -> Iterator[object]:
    """What an offer began with is what is left of it and what fulfilled orders took; it is never sold too often."""
    for offer in books.offers:
        if offer.stock_left is None:
            continue
        sold = sum(
            order.quantity for order in books.orders.values() if order.offer_id == offer.pk and order.fulfilled_at
        )
        if books.town.notes.shelf[offer.pk] != offer.stock_left + sold:
            yield offer.pk, books.town.notes.shelf[offer.pk], offer.stock_left, sold


@invariant
def everything_is_in_the_log(books: Books) -> Iterator[object]:
    """Each change of money stands in the audit log once."""
    wanted = {
        "payment.taken": sum(charge.taken for charge in books.every_charge),
        "payment.surplus": sum(not charge.taken for charge in books.every_charge),
        "refund.requested": len(books.every_refund),
        "refund.succeeded": sum(refund.state == RefundState.SUCCEEDED for refund in books.every_refund),
        "refund.failed": sum(refund.state == RefundState.FAILED for refund in books.every_refund),
        "payment.charged_back.refund": sum(row.how == ChargebackKind.REFUND for row in books.chargebacks),
        "payment.charged_back.dispute": sum(row.how == ChargebackKind.DISPUTE for row in books.chargebacks),
        "voucher.redeemed": len(books.redemptions),
    }
    yield from ((deed, books.deeds[deed], count) for deed, count in wanted.items() if books.deeds[deed] != count)


@invariant
def nobody_is_surprised(books: Books) -> Iterator[object]:
    """Nothing fails but by its own refusals: no deadlock, no broken constraint, no forged event let in."""
    yield from books.town.notes.surprises
