"""A journal as a tax adviser reads it: so much from one account to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from billing.ledger.models import Entry

Posting = tuple[Entry | None, Entry | None, int]


def postings(entries: Sequence[Entry]) -> Iterator[Posting]:
    """Debit, credit and amount. Where one side has one entry, the other's are booked against it one by one."""
    debit_side = [entry for entry in entries if entry.cents > 0]
    credit_side = [entry for entry in entries if entry.cents < 0]
    if len(debit_side) == 1:
        yield from ((debit_side[0], credit, -credit.cents) for credit in credit_side)
    elif len(credit_side) == 1:
        yield from ((debit, credit_side[0], debit.cents) for debit in debit_side)
    else:
        yield from ((debit, None, debit.cents) for debit in debit_side)
        yield from ((None, credit, -credit.cents) for credit in credit_side)
