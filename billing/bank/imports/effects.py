"""What a movement changes once it is taken over, in the transaction that takes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from billing.bank.imports.transfers import note_transfer
from billing.payments.models import Attempt
from billing.providers.bank_transfer.models import BankLine, BankRefund, BankRun, Verdict
from kreislauf.soon import soon


def apply_effects(lines: Iterable[BankLine], *, at: datetime) -> None:
    """Refunds left or came back; payments of orders are asked about, by the sweeper if the queue is away."""
    keys: set[UUID] = set()
    for line in lines:
        if line.request is not None:
            keys.add(line.request.key)
        if line.verdict == Verdict.REFUND:
            keys |= _booked(line, at=at)
        if line.verdict == Verdict.TRANSFER:
            note_transfer(line, at=at)
        if line.verdict == Verdict.RETURNED and line.refund is not None:
            keys.add(_returned(line.refund.pk, line.return_reason, at=at))
    look_again(keys, at=at)


def look_again(keys: set[UUID], *, at: datetime) -> None:
    """Ask about these payments soon."""
    if not keys:
        return
    # In the order of all who lock payments.
    pks = [one.pk for one in Attempt.objects.filter(key__in=keys).order_by("pk").select_for_update(no_key=True)]
    Attempt.objects.filter(pk__in=pks).update(check_at=at)
    soon("billing.payments.tasks.sweep_region")


def _booked(line: BankLine, *, at: datetime) -> set[UUID]:
    """The debit of one refund, or of a whole file in one sum."""
    if line.refund is not None:
        found = BankRefund.objects.filter(pk=line.refund.pk)
    else:
        found = BankRefund.objects.filter(run__account=line.account, run__message_id=line.batch_ref)
    refunds = list(found.select_for_update(of=("self",)).select_related("charge__request").order_by("pk"))
    BankRefund.objects.filter(pk__in=[one.pk for one in refunds], booked_at=None).update(booked_at=at)
    for run_id in {one.run_id for one in refunds if one.run_id}:
        _progress(run_id, at=at)
    return {one.charge.request.key for one in refunds}


def _progress(run_id: int, *, at: datetime) -> None:
    run = BankRun.objects.select_for_update().get(pk=run_id)
    run.seen_at = run.seen_at or at
    if run.done_at is None and not run.refunds.filter(booked_at=None).exists():
        run.done_at = at
    run.save(update_fields=["seen_at", "done_at"])


def _returned(refund_id: int, reason: str, *, at: datetime) -> UUID:
    """It could not be delivered. Billing hears of a failure, or, if it knows it as sent, it is owed again."""
    refund = BankRefund.objects.select_for_update().get(pk=refund_id)
    refund.return_reason = reason or "?"
    if refund.reported_at is None:
        refund.failed_at = refund.failed_at or at
        refund.save(update_fields=["return_reason", "failed_at"])
    else:
        number = int(refund.end_to_end.partition("-")[2] or 1) + 1
        refund.came_back_at, refund.booked_at, refund.run = at, None, None
        refund.iban, refund.end_to_end = "", f"{refund.key.hex}-{number}"
        refund.save(
            update_fields=["return_reason", "came_back_at", "booked_at", "run", "iban", "end_to_end"],
        )
    return refund.charge.request.key
