"""What must be so of subsidies, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.billing.machine.books import Books
from tests.billing.machine.sentences import invariant


@invariant
def the_budget_adds_up(books: Books) -> Iterator[object]:
    """What an action began with is what is left of it and what orders have of it; it is never overdrawn."""
    for action in books.actions:
        remaining = sum(row.remaining_cents for row in books.subsidies.values() if row.action_id == action.pk)
        if action.budget_cents != action.left_cents + remaining:
            yield action.pk, action.budget_cents, action.left_cents, remaining


@invariant
def a_subsidy_goes_where_its_order_goes(books: Books) -> Iterator[object]:
    """A fulfilled order has its subsidy for good, a closed one has none; its vouchers carry it."""
    for order in books.orders.values():
        subsidy = books.subsidies.get(order.pk)
        state = subsidy and (bool(subsidy.promised_at), bool(subsidy.released_at), subsidy.unit_cents)
        wanted = (
            (bool(order.fulfilled_at), not order.fulfilled_at, order.subsidy_cents) if order.subsidy_cents else None
        )
        if state != wanted:
            yield order.pk, state, wanted
        carried = {row.subsidy_cents for row in books.vouchers if row.order_id == order.pk}
        if carried - {order.subsidy_cents}:
            yield order.pk, carried, order.subsidy_cents


@invariant
def the_region_owes_what_stands(books: Books) -> Iterator[object]:
    """``subsidy-promised`` of each action is the sum of its lines, and that is what its paid orders have."""
    lines: Counter[int] = Counter()
    for row in books.subsidies.values():
        moved = sum(line.cents for line in row.lines.all())
        lines[row.action_id] += moved
        if row.promised_at and moved != row.remaining_cents:
            yield row.order_number, moved, row.remaining_cents
    for action in books.actions:
        if books.balances[f"subsidy-promised:{action.pk}"] != lines[action.pk]:
            yield action.pk, books.balances[f"subsidy-promised:{action.pk}"], lines[action.pk]


@invariant
def both_parts_go_back_together(books: Books) -> Iterator[object]:
    """Of an order whose money is gone as a whole, the region has its part again."""
    for order_id, charge in books.taken.items():
        subsidy = books.subsidies.get(order_id)
        if subsidy and subsidy.paid_back_cents == charge.amount_cents and subsidy.remaining_cents:
            yield order_id, subsidy.remaining_cents
