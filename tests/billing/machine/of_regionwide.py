"""What must be so between a region that sells vouchers and the businesses that take them, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant


@invariant
def what_others_took_is_claimed(books: Books) -> Iterator[object]:
    """Each redemption elsewhere is claimed once by who took it, and each reversal takes its claim back."""
    wanted: Counter[tuple[str, int, int]] = Counter()
    for row in books.redemptions:
        if row.elsewhere_id is not None:
            wanted[f"redeem:{row.pk}", row.elsewhere_id, row.amount_cents] += 1
            if hasattr(row, "reversal"):
                wanted[f"reverse:{row.reversal.pk}", row.elsewhere_id, -row.amount_cents] += 1
    found = Counter((row.key, row.business_id, row.cents) for row in books.claims)
    if found != wanted:
        yield found - wanted, wanted - found


@invariant
def a_claim_is_settled_once(books: Books) -> Iterator[object]:
    """A settlement is the sum of its claims, which are its own business's; none stands in two files."""
    for one in books.settlements:
        claims = [row for row in books.claims if row.settlement_id == one.pk]
        if sum(row.cents for row in claims) != one.cents or {row.business_id for row in claims} != {one.business_id}:
            yield one.pk, one.cents, [(row.business_id, row.cents) for row in claims]
        if one.run_id and one.run.withdrawn_at:
            yield one.pk, "stands in a file that was withdrawn"


@invariant
def the_region_owes_what_is_not_paid(books: Books) -> Iterator[object]:
    """``owed`` of a business is its claims that no paid settlement has, ``settled`` the settlements that are paid."""
    wanted: Counter[str] = Counter()
    for row in books.claims:
        wanted[f"owed:{row.business_id}"] -= row.cents
    for one in books.settlements:
        if one.paid_at:
            wanted[f"owed:{one.business_id}"] += one.cents
            wanted[f"settled:{one.business_id}"] -= one.cents
    codes = {code for code in books.balances if code.partition(":")[0] in ("owed", "settled")}
    for account in {*wanted, *codes}:
        if books.balances[account] != wanted[account]:
            yield account, books.balances[account], wanted[account]
