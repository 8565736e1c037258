"""What was transferred is written down, and taken back where it was not; the region's promise is kept by that."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.subsidies.accounts import paid_of, promised_of
from marketplace.subsidies.models import Run, Settlement

WITHDRAWABLE = timedelta(days=30)  # so long; what a bank returns after that is a matter of the region's own books


class TooLate(Exception):
    """The payment was noted long ago: the month's books are closed."""


class InAFile(Exception):
    """The settlement stands in a file for the bank; the file is withdrawn first."""


@transaction.atomic
def mark_paid(settlement: Settlement, *, by: Actor, at: datetime) -> bool:
    """The transfer has left the region's account; false if that was said before."""
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if settlement.paid_at is not None:
        return False
    settlement.paid_at, settlement.paid_by = at, str(by)[:254]
    settlement.payments += 1
    settlement.save(update_fields=["paid_at", "paid_by", "payments"])
    post(
        _key(settlement),
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
def withdraw_payment(settlement: Settlement, *, reason: str, leaves_file: bool, by: Actor, at: datetime) -> bool:
    """It was not transferred after all; false if nobody says that it was. Refuses with TooLate.

    ``leaves_file``: the bank has returned it, so it waits for another file. Otherwise its file is still to be executed.
    """
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if settlement.paid_at is None:
        return False
    if not may_withdraw(settlement, at):
        raise TooLate
    settlement.paid_at, settlement.paid_by, settlement.payments = None, "", max(settlement.payments, 1)
    if leaves_file:
        settlement.run = None
    settlement.save(update_fields=["paid_at", "paid_by", "payments", "run"])
    post(
        f"un{_key(settlement)}",
        at=at,
        memo=f"Zuschüsse {settlement} doch nicht ausgezahlt",
        lines=[
            (promised_of(settlement.action_id), settlement.cents),
            (paid_of(settlement.action_id), -settlement.cents),
        ],
    )
    record("subsidy.unpaid", settlement, by=by, at=at, cents=settlement.cents, reason=reason)
    return True


def may_withdraw(settlement: Settlement, at: datetime) -> bool:
    """Whether it was noted as paid, and not long ago."""
    return settlement.paid_at is not None and at < settlement.paid_at + WITHDRAWABLE


@transaction.atomic
def set_payee(settlement: Settlement, *, name: str, iban: str, by: Actor, at: datetime) -> None:
    """Where the money of an unpaid settlement goes. Refuses with InAFile."""
    settlement = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if settlement.run_id is not None or settlement.paid_at is not None:
        raise InAFile
    settlement.name, settlement.iban = name, iban
    settlement.save(update_fields=["name", "iban"])
    record("subsidy.payee_set", settlement, by=by, at=at)


def _key(settlement: Settlement) -> str:
    """Of the journal; the first time without a number."""
    again = f":{settlement.payments}" if settlement.payments > 1 else ""
    return f"subsidy:{settlement.pk}{again}"
