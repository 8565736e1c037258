"""Transfers that slices have told the region's bank to make: which are awaited, and that one has left the account."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from billing.providers.bank_transfer.models import BankLine
from kreislauf.house import slices


def expected_transfers(names: Collection[str]) -> dict[str, int]:
    """Name → cents that are to leave the account still."""
    found: dict[str, int] = {}
    for one in slices():
        if names and one.outgoing is not None:
            found |= one.outgoing.expected(names)
    return found


def sent_transfers(names: Collection[str]) -> set[str]:
    """Those that have left the account."""
    return {name for one in slices() if names and one.outgoing is not None for name in one.outgoing.sent(names)}


def note_transfer(line: BankLine, *, at: datetime) -> None:
    """Say it to the slice that waits for it; nobody else knows the name."""
    for one in slices():
        if one.outgoing is not None:
            names = [name for name in (line.end_to_end, line.batch_ref) if name]
            for name, cents in one.outgoing.expected(names).items():
                if cents == -line.cents:
                    one.outgoing.left(name, at)
