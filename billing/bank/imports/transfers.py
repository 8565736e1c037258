"""Transfers that slices have told the region's bank to make: which are awaited, are theirs, and have left."""

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


def our_transfers(names: Collection[str]) -> dict[str, str]:
    """Name → the office's page about it, of all that slices have ever given to a transfer or a file."""
    found: dict[str, str] = {}
    for one in slices():
        if names and one.outgoing is not None:
            found |= one.outgoing.ours(names)
    return found


def names_of(line: BankLine) -> list[str]:
    """Of the transfer, and of the file that it was in."""
    return [name for name in (line.end_to_end, line.batch_ref) if name]


def note_transfer(line: BankLine, *, at: datetime) -> None:
    """Say it to the slice that waits for it; nobody else knows the name."""
    for one in slices():
        if one.outgoing is not None:
            for name, cents in one.outgoing.expected(names_of(line)).items():
                if cents == -line.cents:
                    one.outgoing.left(name, at)
