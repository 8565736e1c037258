"""What must be so between money and vouchers, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from billing.payments.models import RefundState
from tests.billing.machine.books import Books, back
from tests.billing.machine.sentences import invariant


@invariant
def paid_is_given_or_goes_back(books: Books) -> Iterator[object]:
    """Nothing is paid without a voucher or a refund."""
    for charge in books.charges:
        if charge.taken:
            worth = sum(row.paid_cents for row in books.vouchers if row.order_id == charge.attempt.order_id)
            if worth != charge.amount_cents:
                yield charge.provider_ref, charge.amount_cents, worth
        elif back(charge) != charge.amount_cents:
            yield charge.provider_ref, charge.amount_cents, back(charge)


@invariant
def an_order_takes_one_charge(books: Books) -> Iterator[object]:
    """An order takes one charge at most; every other one is surplus."""
    counted = Counter(charge.attempt.order_id for charge in books.charges if charge.taken)
    yield from ((order_id, count) for order_id, count in counted.items() if count > 1)


@invariant
def nothing_is_given_for_nothing(books: Books) -> Iterator[object]:
    """No voucher exists without a payment that its order took."""
    yield from (voucher.pk for voucher in books.vouchers if voucher.order_id not in books.taken)


@invariant
def no_voucher_twice(books: Books) -> Iterator[object]:
    """A fulfilled order has exactly its vouchers, numbered through, each worth the price and what was added to it."""
    for order in books.orders.values():
        found = sorted((row.position, row.value_cents) for row in books.vouchers if row.order_id == order.pk)
        wanted = [(number, order.value_cents) for number in range(1, order.quantity + 1)] if order.fulfilled_at else []
        if found != wanted:
            yield order.pk, found, wanted


@invariant
def the_promised_price_is_charged(books: Books) -> Iterator[object]:
    """The buyer is asked for the price that stood on the page, whatever the offer costs by then."""
    for order in books.orders.values():
        asked = {attempt.amount_cents for attempt in books.attempts if attempt.order_id == order.pk}
        promised = books.town.notes.promised[order.key]
        if asked != {promised}:
            yield order.pk, asked, promised


@invariant
def no_more_goes_back_than_came(books: Books) -> Iterator[object]:
    """Refunds and what was taken back never exceed their charge."""
    yield from ((row.provider_ref, back(row)) for row in books.charges if back(row) > row.amount_cents)


@invariant
def a_voucher_pays_its_value_once(books: Books) -> Iterator[object]:
    """What was redeemed of a voucher, went back to its buyer and is left of it never exceeds its value."""
    for voucher in books.vouchers:
        returned = sum(
            refund.amount_cents + voucher.subsidy_cents
            for refund in books.refunds
            if refund.subject_id == voucher.pk and refund.state == RefundState.SUCCEEDED
        )
        used = books.redeemed(voucher) + returned + voucher.left_cents + voucher.reserved_cents
        if used > voucher.value_cents:
            yield voucher.pk, voucher.value_cents, used


@invariant
def an_order_s_money_is_accounted_for(books: Books) -> Iterator[object]:
    """What an order took and was added is left, reserved, redeemed or went back; less the claim, to the cent."""
    for order_id, charge in books.taken.items():
        vouchers = [row for row in books.vouchers if row.order_id == order_id]
        there = sum(row.left_cents + row.reserved_cents + books.redeemed(row) for row in vouchers)
        added = books.subsidies[order_id].remaining_cents if order_id in books.subsidies else 0
        if charge.amount_cents + added != there + back(charge) - books.claim(order_id):
            yield order_id, charge.amount_cents, added, there, back(charge), books.claim(order_id)


@invariant
def a_claim_is_for_what_was_spent(books: Books) -> Iterator[object]:
    """A claim never exceeds what was redeemed, and nobody can still spend a voucher while there is one."""
    for order_id in books.taken:
        vouchers = [row for row in books.vouchers if row.order_id == order_id]
        claim = books.claim(order_id)
        if not 0 <= claim <= sum(books.redeemed(row) for row in vouchers):
            yield order_id, claim
        if claim and any(row.left_cents and not row.blocked_at for row in vouchers):
            yield order_id, claim, "spendable"


@invariant
def a_withdrawal_is_answered(books: Books) -> Iterator[object]:
    """An accepted withdrawal has a refund of its own voucher, and the voucher says how it ended."""
    for withdrawal in books.withdrawals:
        states = [row.state for row in books.refunds if row.subject_id == withdrawal.voucher_id]
        if not states:
            yield withdrawal.voucher_id, "no refund"
    for voucher in books.vouchers:
        arrived = [
            row.amount_cents
            for row in books.refunds
            if row.subject_id == voucher.pk and row.state == RefundState.SUCCEEDED
        ]
        if arrived != ([voucher.paid_cents] if voucher.refunded_at else []):
            yield voucher.pk, arrived, voucher.refunded_at
