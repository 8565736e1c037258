"""Something came back after a business was settled with, and before the bank was told: less is transferred."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from billing.bank.payouts.models import Settlements


def lower_waiting(settlements: Settlements[Any], returns: QuerySet[Any]) -> None:
    """Take ``returns`` off the newest settlement of one payee that waits for a file and is more than they are.

    They are the payee's own that no settlement has taken: what came back, below zero, and what the payee has paid back
    of that. Where no settlement is large enough, the next one takes it off, and those that wait stay out of files
    (``Payouts.payable``). Needs the lock under which the payee is settled with.
    """
    back = dict(returns.order_by().values_list("pk", "cents"))
    cents = -sum(back.values())
    waiting = settlements.unpaid().filter(run__isnull=True, cents__gt=cents).order_by("-pk")
    found = waiting.select_for_update(of=("self",)).first() if cents > 0 else None
    if found is not None:
        returns.filter(pk__in=back).update(settlement=found)
        found.cents -= cents
        found.save(update_fields=["cents"])
