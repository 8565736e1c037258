"""What must be so after any run, each as a function with its sentence.

What the platform says is compared with what the provider and the onlooker's notebook say, and with itself.
"""

from __future__ import annotations

from tests.billing.machine import (
    of_ends,
    of_ledger,
    of_matches,
    of_pledges,
    of_provider,
    of_regionwide,
    of_subsidies,
    of_vouchers,
)
from tests.billing.machine.books import Books
from tests.billing.machine.sentences import INVARIANTS
from tests.billing.machine.town import Town

__all__ = [
    "broken",
    "of_ends",
    "of_ledger",
    "of_matches",
    "of_pledges",
    "of_provider",
    "of_regionwide",
    "of_subsidies",
    "of_vouchers",
]


def broken(town: Town) -> list[str]:
    """The sentences that do not hold, each with what breaks it."""
    books = Books(town)
    return [f"{check.__doc__} – {found}" for check in INVARIANTS for found in check(books)]
