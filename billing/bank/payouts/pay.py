"""What was transferred is written down, and taken back where it was not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from billing.bank.asked_about import Changed, state_of
from billing.bank.payouts.kind import Payouts, R, S
from billing.bank.payouts.models import AbstractSettlement
from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record

WITHDRAWABLE = timedelta(days=30)  # so long; what a bank returns after that is a matter of the region's own books


class TooLate(Exception):
    """The payment was noted long ago: the month's books are closed."""


class InAFile(Exception):
    """The settlement stands in a file for the bank; the file is withdrawn first."""


@transaction.atomic
def mark_paid(
    payouts: Payouts[S, R], settlement: S, *, by: Actor, at: datetime, asked_about: str | None = None
) -> bool:
    """The transfer has left the region's account; false if that was said before.

    ``asked_about``: the state that somebody has seen. Refuses with Changed.
    """
    settlement = _locked(payouts, settlement)
    if settlement.paid_at is not None:
        return False
    if asked_about not in (None, state_of([settlement])):
        raise Changed
    settlement.paid_at, settlement.paid_by = at, str(by)[:254]
    settlement.payments += 1
    settlement.save(update_fields=["paid_at", "paid_by", "payments"])
    debit, credit = payouts.accounts(settlement)
    post(
        _key(payouts, settlement),
        at=at,
        memo=payouts.memo(settlement, ""),
        lines=[(debit, settlement.cents), (credit, -settlement.cents)],
    )
    record(f"{payouts.log}.paid", settlement, by=by, at=at, cents=settlement.cents)
    return True


@transaction.atomic
def mark_run_paid(payouts: Payouts[S, R], run: R, *, by: Actor, at: datetime, asked_about: str | None = None) -> int:
    """The same for all of a file; returns how many were not marked before: of one that was withdrawn, none."""
    lock_run(payouts, run.pk)  # so that nobody withdraws it meanwhile
    waiting = list(payouts.inside(run).unpaid().select_for_update())
    if waiting and asked_about not in (None, state_of(waiting)):
        raise Changed
    return sum(mark_paid(payouts, one, by=by, at=at) for one in waiting)


@transaction.atomic
def withdraw_payment(
    payouts: Payouts[S, R],
    settlement: S,
    *,
    reason: str,
    leaves_file: bool,
    by: Actor,
    at: datetime,
    asked_about: str | None = None,
) -> bool:
    """It was not transferred after all; false if nobody says that it was. Refuses with TooLate and Changed.

    ``leaves_file``: the bank has returned it, so it waits for another file. Otherwise its file is still to be executed.
    """
    lock_run(payouts, settlement.run_id)
    settlement = _locked(payouts, settlement)
    if settlement.paid_at is None:
        return False
    if asked_about not in (None, state_of([settlement])):
        raise Changed
    if not may_withdraw(settlement, at):
        raise TooLate
    # Payments were not always counted.
    settlement.paid_at, settlement.paid_by, settlement.payments = None, "", max(settlement.payments, 1)
    if leaves_file:
        note_at_bank(payouts, settlement.run_id, at=at)
        settlement.run_id, settlement.seen_at = None, None
    settlement.save(update_fields=["paid_at", "paid_by", "payments", "run", "seen_at"])
    debit, credit = payouts.accounts(settlement)
    post(
        f"un{_key(payouts, settlement)}",
        at=at,
        memo=payouts.memo(settlement, "doch nicht "),
        lines=[(credit, settlement.cents), (debit, -settlement.cents)],
    )
    record(f"{payouts.log}.unpaid", settlement, by=by, at=at, cents=settlement.cents, reason=reason)
    return True


def may_withdraw(settlement: AbstractSettlement, at: datetime) -> bool:
    """Whether it was noted as paid, and not long ago."""
    return settlement.paid_at is not None and at < settlement.paid_at + WITHDRAWABLE


@transaction.atomic
def set_payee(payouts: Payouts[S, R], settlement: S, *, name: str, iban: str, by: Actor, at: datetime) -> None:
    """Where the money of an unpaid settlement goes; the business reads of another account. Refuses with InAFile."""
    settlement = _locked(payouts, settlement)
    if settlement.run_id is not None or settlement.paid_at is not None:
        raise InAFile
    if (settlement.name, settlement.iban) == (name, iban):
        return
    before, settlement.name, settlement.iban = settlement.iban, name, iban
    settlement.save(update_fields=["name", "iban"])
    record(f"{payouts.log}.{payouts.payee_log}_set", settlement, by=by, at=at)
    payouts.notify_payee(settlement, before)


def lock_run(payouts: Payouts[S, R], run_id: int | None) -> None:
    """Files are locked before their settlements, by everybody."""
    payouts.files.select_for_update().only("pk").filter(pk=run_id).first()


def note_at_bank(payouts: Payouts[S, R], run_id: int | None, *, at: datetime) -> None:
    """The bank has the file: for good, whatever comes back of it."""
    payouts.files.filter(pk=run_id, seen_at=None).update(seen_at=at)


def _locked(payouts: Payouts[S, R], settlement: S) -> S:
    return payouts.rows.select_for_update().get(pk=settlement.pk)


def _key(payouts: Payouts[S, R], settlement: S) -> str:
    """Of the journal; the first payment's without a number."""
    again = f":{settlement.payments}" if settlement.payments > 1 else ""
    return f"{payouts.journal}:{settlement.pk}{again}"
