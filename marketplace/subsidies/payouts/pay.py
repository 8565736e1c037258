"""What was transferred is written down; the region's promise is kept by that."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.subsidies.accounts import paid_of, promised_of
from marketplace.subsidies.models import Run, Settlement


class InAFile(Exception):
    """The settlement stands in a file for the bank; the file is withdrawn first."""


@transaction.atomic
def mark_paid(settlement: Settlement, *, by: Actor, at: datetime) -> bool:
    """The transfer has left the region's account; false if that was said before."""
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if settlement.paid_at is not None:
        return False
    settlement.paid_at, settlement.paid_by = at, str(by)[:254]
    settlement.save(update_fields=["paid_at", "paid_by"])
    post(
        f"subsidy:{settlement.pk}",
        at=at,
        memo=f"Zuschüsse {settlement} ausgezahlt",
        lines=[
            (paid_of(settlement.action_id), settlement.cents),
            (promised_of(settlement.action_id), -settlement.cents),
        ],
    )
    record("subsidy.paid", settlement, by=by, at=at, cents=settlement.cents)
    return True


def mark_run_paid(run: Run, *, by: Actor, at: datetime) -> int:
    """The same for all of a file; returns how many were not marked before."""
    return sum(mark_paid(one, by=by, at=at) for one in run.settlements.order_by("pk"))


@transaction.atomic
def set_payee(settlement: Settlement, *, name: str, iban: str, by: Actor, at: datetime) -> None:
    """Where the money of an unpaid settlement goes. Refuses with InAFile."""
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if settlement.run_id is not None or settlement.paid_at is not None:
        raise InAFile
    settlement.name, settlement.iban = name, iban
    settlement.save(update_fields=["name", "iban"])
    record("subsidy.payee_set", settlement, by=by, at=at)
