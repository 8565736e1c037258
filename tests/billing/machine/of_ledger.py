"""What must be so in the ledger, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from billing.ledger.models import Journal
from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant
from tests.ledger import merchants_differ


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
    for voucher in books.every_voucher:
        held[f"open:{voucher.business_id}"] -= voucher.left_cents + voucher.reserved_cents
    for account in {*held, *(code for code in books.balances if code.startswith("open:"))}:
        if books.balances[account] != held[account]:
            yield account, books.balances[account], held[account]


@invariant
def redeemed_is_what_tills_took(books: Books) -> Iterator[object]:
    """``redeemed`` of each business is what its tills took and did not give back."""
    took: Counter[str] = Counter()
    for row in books.redemptions:
        if row.elsewhere_id is None and not hasattr(row, "reversal"):
            took[f"redeemed:{row.voucher.business_id}"] -= row.amount_cents
    for account in {*took, *(code for code in books.balances if code.startswith("redeemed:"))}:
        if books.balances[account] != took[account]:
            yield account, books.balances[account], took[account]


@invariant
def merchants_agree(_books: Books) -> Iterator[object]:
    """Money, fees and payouts of each merchant are what its charges, refunds, disputes and payouts say."""
    yield from merchants_differ().items()


@invariant
def money_is_what_the_provider_has(books: Books) -> Iterator[object]:
    """``money`` is what lies at the provider, by its own books."""
    booked, there = books.heard_money, books.town.world.money_cents()
    if booked != there:
        yield booked, there
