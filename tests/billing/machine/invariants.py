"""What must be so after any run, each as a function with its sentence.

What the platform says is compared with what the provider and the onlooker's notebook say, and with itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

from billing.ledger.models import Entry, Journal
from billing.payments.models import (
    IN_FLIGHT,
    Attempt,
    AttemptState,
    Charge,
    Refund,
    RefundState,
    TakenBack,
    TakenBackHow,
)
from billing.providers.models import SandboxCharge, SandboxRefund
from kreislauf.audit.models import Entry as Deed
from marketplace.vouchers.models import Offer, Order, Redemption, Voucher, Withdrawal
from tests.billing.machine.town import Town

Check = Callable[["Books"], Iterator[object]]
INVARIANTS: list[Check] = []


class Books:
    """Everything there is after a run, read once."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.attempts = list(Attempt.objects.all())
        self.charges = list(Charge.objects.select_related("attempt").prefetch_related("refunds", "taken_back"))
        self.refunds = list(Refund.objects.select_related("charge__attempt"))
        self.taken_back = list(TakenBack.objects.select_related("charge__attempt"))
        self.outside_charges = list(SandboxCharge.objects.select_related("checkout"))
        self.outside_refunds = list(SandboxRefund.objects.select_related("charge"))
        self.offers = list(Offer.objects.all())
        self.orders = {order.pk: order for order in Order.objects.all()}
        self.vouchers = list(Voucher.objects.select_related("order"))
        self.redemptions = list(Redemption.objects.select_related("voucher", "reversal"))
        self.withdrawals = list(Withdrawal.objects.filter(accepted=True))
        self.lines = list(Entry.objects.select_related("journal", "account"))
        self.deeds = Counter(Deed.objects.values_list("action", flat=True))

    @cached_property
    def balances(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self.lines:
            found[line.account.code] += line.cents
        return found

    @cached_property
    def taken(self) -> dict[int, Charge]:
        """The charge that each order took."""
        return {charge.attempt.order_id: charge for charge in self.charges if charge.taken}

    def redeemed(self, voucher: Voucher) -> int:
        return sum(
            redemption.amount_cents
            for redemption in self.redemptions
            if redemption.voucher_id == voucher.pk and not hasattr(redemption, "reversal")
        )

    def claim(self, order_id: int) -> int:
        """What the order's business lost although it had given something for it."""
        return sum(
            line.cents
            for line in self.lines
            if line.account.code.startswith("claim:") and line.journal.key.split(":")[1] == str(order_id)
        )


def invariant(check: Check) -> Check:
    INVARIANTS.append(check)
    return check


def broken(town: Town) -> list[str]:
    """The sentences that do not hold, each with what breaks it."""
    books = Books(town)
    return [f"{check.__doc__} – {found}" for check in INVARIANTS for found in check(books)]


def back(charge: Charge) -> int:
    """What has left a charge, in cents."""
    arrived = sum(refund.amount_cents for refund in charge.refunds.all() if refund.state == RefundState.SUCCEEDED)
    return arrived + sum(loss.amount_cents for loss in charge.taken_back.all())


# ---- Between the provider and us
@invariant
def charges_are_known(books: Books) -> Iterator[object]:
    """Every charge at the provider is in our rows once, and no other."""
    outside = sorted((charge.ref, charge.amount_cents) for charge in books.outside_charges)
    ours = sorted((charge.provider_ref, charge.amount_cents) for charge in books.charges)
    if outside != ours:
        yield outside, ours


@invariant
def refunds_are_known(books: Books) -> Iterator[object]:
    """Every refund that left the provider is one of ours or known as taken back, and no other."""
    outside = Counter((row.ref, row.amount_cents) for row in books.outside_refunds if row.refunded_at)
    ours = Counter((row.provider_ref, row.amount_cents) for row in books.refunds if row.state == RefundState.SUCCEEDED)
    ours += Counter((row.provider_ref, row.amount_cents) for row in books.taken_back if row.how == TakenBackHow.REFUND)
    if outside != ours:
        yield outside, ours


@invariant
def disputes_are_known(books: Books) -> Iterator[object]:
    """Every dispute at the provider is known with its amount, and no other."""
    outside = sorted((row.ref, row.disputed_cents) for row in books.outside_charges if row.disputed_cents)
    ours = sorted(
        (row.charge.provider_ref, row.amount_cents) for row in books.taken_back if row.how == TakenBackHow.DISPUTE
    )
    if outside != ours:
        yield outside, ours


@invariant
def a_refund_is_sent_once(books: Books) -> Iterator[object]:
    """The provider holds at most one refund for each of our keys, and none that we did not write down first."""
    ours = {str(refund.key) for refund in books.refunds}
    for row in books.outside_refunds:
        if not row.key.startswith("dashboard") and row.key not in ours:
            yield row.key


# ---- Money against vouchers
@invariant
def paid_is_given_or_goes_back(books: Books) -> Iterator[object]:
    """Nothing is paid without a voucher or a refund."""
    for charge in books.charges:
        if charge.taken:
            worth = sum(row.value_cents for row in books.vouchers if row.order_id == charge.attempt.order_id)
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
    """A fulfilled order has exactly its vouchers, numbered through, each worth the price promised."""
    for order in books.orders.values():
        found = sorted((row.position, row.value_cents) for row in books.vouchers if row.order_id == order.pk)
        wanted = [(number, order.unit_cents) for number in range(1, order.quantity + 1)] if order.fulfilled_at else []
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
            refund.amount_cents
            for refund in books.refunds
            if refund.subject_id == voucher.pk and refund.state == RefundState.SUCCEEDED
        )
        used = books.redeemed(voucher) + returned + voucher.left_cents + voucher.reserved_cents
        if used > voucher.value_cents:
            yield voucher.pk, voucher.value_cents, used


@invariant
def an_order_s_money_is_accounted_for(books: Books) -> Iterator[object]:
    """What an order took is left, reserved, redeemed, refunded or taken back; less the claim, to the cent."""
    for order_id, charge in books.taken.items():
        vouchers = [row for row in books.vouchers if row.order_id == order_id]
        there = sum(row.left_cents + row.reserved_cents + books.redeemed(row) for row in vouchers)
        if charge.amount_cents != there + back(charge) - books.claim(order_id):
            yield order_id, charge.amount_cents, there, back(charge), books.claim(order_id)


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
        if arrived != ([voucher.value_cents] if voucher.refunded_at else []):
            yield voucher.pk, arrived, voucher.refunded_at


# ---- The ledger
@invariant
def journals_balance(books: Books) -> Iterator[object]:
    """Every journal sums to zero and has two lines or more."""
    sums: dict[str, list[int]] = {}
    for line in books.lines:
        sums.setdefault(line.journal.key, []).append(line.cents)
    yield from ((key, cents) for key, cents in sums.items() if sum(cents) or len(cents) < 2)
    if len(sums) != Journal.objects.count():
        yield "a journal without lines"


@invariant
def nothing_stays_in_between(books: Books) -> Iterator[object]:
    """Nothing stays between payment and voucher, and no surplus stays with us."""
    for account in ("through:voucher", "surplus"):
        if books.balances[account]:
            yield account, books.balances[account]


@invariant
def open_is_what_vouchers_hold(books: Books) -> Iterator[object]:
    """``open`` of each business is what its vouchers have left and reserved."""
    held: Counter[str] = Counter()
    for voucher in books.vouchers:
        held[f"open:{voucher.business_id}"] -= voucher.left_cents + voucher.reserved_cents
    for account in {*held, *(code for code in books.balances if code.startswith("open:"))}:
        if books.balances[account] != held[account]:
            yield account, books.balances[account], held[account]


@invariant
def redeemed_is_what_tills_took(books: Books) -> Iterator[object]:
    """``redeemed`` of each business is what its tills took and did not give back."""
    took: Counter[str] = Counter()
    for voucher in books.vouchers:
        took[f"redeemed:{voucher.business_id}"] -= books.redeemed(voucher)
    for account in {*took, *(code for code in books.balances if code.startswith("redeemed:"))}:
        if books.balances[account] != took[account]:
            yield account, books.balances[account], took[account]


@invariant
def money_is_what_the_provider_has(books: Books) -> Iterator[object]:
    """``money`` is what lies at the provider: charges less refunds less disputes."""
    there = sum(row.amount_cents - row.disputed_cents for row in books.outside_charges)
    there -= sum(row.amount_cents for row in books.outside_refunds if row.refunded_at)
    if books.balances["money:sandbox"] != there:
        yield books.balances["money:sandbox"], there


# ---- Everything comes to an end
@invariant
def nothing_is_undecided(books: Books) -> Iterator[object]:
    """No payment, no refund and no reserve is left hanging."""
    yield from (attempt for attempt in books.attempts if attempt.is_undecided)
    yield from (refund for refund in books.refunds if refund.state in IN_FLIGHT)
    yield from (voucher for voucher in books.vouchers if voucher.reserved_cents or voucher.refund_pending_at)


@invariant
def an_attempt_says_what_came_of_it(books: Books) -> Iterator[object]:
    """An attempt has succeeded if and only if money came of it, and says when it was decided."""
    paid = {charge.attempt_id for charge in books.charges}
    for attempt in books.attempts:
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
        "payment.taken": sum(charge.taken for charge in books.charges),
        "payment.surplus": sum(not charge.taken for charge in books.charges),
        "refund.requested": len(books.refunds),
        "refund.succeeded": sum(refund.state == RefundState.SUCCEEDED for refund in books.refunds),
        "refund.failed": sum(refund.state == RefundState.FAILED for refund in books.refunds),
        "payment.taken_back.refund": sum(row.how == TakenBackHow.REFUND for row in books.taken_back),
        "payment.taken_back.dispute": sum(row.how == TakenBackHow.DISPUTE for row in books.taken_back),
        "voucher.redeemed": len(books.redemptions),
    }
    yield from ((deed, books.deeds[deed], count) for deed, count in wanted.items() if books.deeds[deed] != count)


@invariant
def nobody_is_surprised(books: Books) -> Iterator[object]:
    """Nothing fails but by its own refusals: no deadlock, no broken constraint, no forged event let in."""
    yield from books.town.notes.surprises
