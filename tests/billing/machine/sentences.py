"""The list of what must be so after any run: each an iterator of what breaks its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.billing.machine.books import Books

Check = Callable[[Books], Iterator[object]]
INVARIANTS: list[Check] = []


def invariant(check: Check) -> Check:
    INVARIANTS.append(check)
    return check
