"""What is still owed in a region, as the slices tell of it: to people with vouchers, and to businesses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kreislauf.house import slices
from kreislauf.slices import OpenBalance


def open_balances() -> Iterator[OpenBalance]:
    """Of the current region, slice by slice; those that have run out are among them."""
    for one in slices():
        yield from one.open_balances()


def owed_cents(*, on: date) -> int:
    """What the current region's people may still ask for: everything that has not run out."""
    return sum(balance.left_cents for balance in open_balances() if balance.expires_on >= on)


def unpaid_cents() -> int:
    """What the current region itself owes to businesses and has not transferred yet."""
    return sum(one.unpaid_cents() for one in slices())
