"""The one lock order of everything that moves money.

1. the attempts of the order, by primary key (this file);
2. the slice's order;
3. the slice's vouchers, by primary key;
4. the ledger's accounts, which are only ever added.

A slice that reserves a voucher and then asks for a refund takes ``lock_payments`` first, before it touches the voucher.
So the first attempt of an order is its lock: a process that settles any of its attempts holds that row.
"""

from __future__ import annotations

from billing.payments.models import Attempt


def lock_payments(purpose: str, order_id: int) -> list[Attempt]:
    """Hold the order's payments until the transaction ends, and return them in the order they were opened."""
    # NO KEY: other processes may still add rows that refer to an attempt.
    return list(Attempt.objects.of(purpose, order_id).order_by("pk").select_for_update(no_key=True))
