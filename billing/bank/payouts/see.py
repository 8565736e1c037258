"""A statement of the region's bank shows that money has left for a settlement, or for a whole file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.bank.payouts.kind import Payouts, R, S
from billing.bank.payouts.pay import lock_run, mark_paid, mark_run_paid, note_at_bank
from kreislauf.audit.record import SYSTEM


@transaction.atomic
def see_transfer(payouts: Payouts[S, R], settlement: S, *, at: datetime) -> None:
    """Paid, if nobody has said so before; the next debit of the same name is another one."""
    lock_run(payouts, settlement.run_id)
    note_at_bank(payouts, settlement.run_id, at=at)
    mark_paid(payouts, settlement, by=SYSTEM, at=at)
    payouts.rows.filter(pk=settlement.pk).update(seen_at=at)


@transaction.atomic
def see_run(payouts: Payouts[S, R], run: R, *, at: datetime) -> None:
    """All of its settlements are paid; a notice of the bank may still name them one by one."""
    mark_run_paid(payouts, run, by=SYSTEM, at=at)
    note_at_bank(payouts, run.pk, at=at)
