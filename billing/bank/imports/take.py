"""Take an upload over: what was read becomes the account's history, and payments are looked at anew."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from billing.bank.imports.effects import apply_effects
from billing.bank.imports.judge import judge
from billing.providers.bank_transfer.models import BankAccount, BankImport, BankLine, ImportState, Verdict
from billing.providers.bank_transfer.models.line import ASKED
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.soon import soon

BATCH = 500


class NotRead(Exception):
    """It is still being read, could not be read, or was dropped."""


@transaction.atomic
def take_over(row: BankImport, *, by: Actor, at: datetime) -> BankImport:
    """Begin; repeatable. Refuses with NotRead."""
    row = BankImport.objects.select_for_update().get(pk=row.pk)
    if row.state in (ImportState.TAKING, ImportState.DONE):
        return row
    if row.state != ImportState.READ:
        raise NotRead(row.state)
    row.state, row.taken_by, row.taken_at, row.worked_at, row.tries = ImportState.TAKING, str(by)[:254], at, at, 0
    # Movements are judged anew when they are taken over: another upload may have been faster.
    row.counts = dict(Counter(row.counts) - Counter(row.lines.values_list("verdict", flat=True)))
    row.save()
    record("bank.taken_over", row, by=by, at=at, lines=row.kept)
    soon("billing.bank.tasks.work_on_import", import_id=row.pk)
    return row


@transaction.atomic
def drop(row: BankImport, *, by: Actor, at: datetime) -> None:
    """Forget what was read and not taken over; repeatable."""
    row = BankImport.objects.select_for_update().get(pk=row.pk)
    if row.state not in (ImportState.READ, ImportState.READING):
        return
    row.state, row.done_at = ImportState.DROPPED, at
    row.save(update_fields=["state", "done_at"])
    BankLine.objects.filter(source=row, taken_at=None).delete()
    record("bank.dropped", row, by=by, at=at)


def take_import(row: BankImport) -> None:
    """Batch by batch, each in a transaction: a worker that dies anywhere has done all of one or nothing of it."""
    while _take_batch(row.pk, at=timezone.now()):
        pass


@transaction.atomic
def _take_batch(import_id: int, *, at: datetime) -> bool:
    """Whether there may be more."""
    row = BankImport.objects.select_for_update().get(pk=import_id)
    if row.state != ImportState.TAKING:
        return False
    # Two uploads of one account at once would each find the other's movements new.
    account = BankAccount.objects.select_for_update().get(pk=row.account_id)
    lines = list(row.lines.filter(position__gt=row.reached, taken_at=None).order_by("position")[:BATCH])
    if not lines:
        _finish(row, at=at)
        return False
    read = {line.pk: _said(line) for line in lines}
    judge(account, lines)
    _save([line for line in lines if line.verdict != Verdict.KNOWN and _said(line) != read[line.pk]])
    _take([line for line in lines if line.verdict != Verdict.KNOWN], at=at)
    BankLine.objects.filter(pk__in=[line.pk for line in lines if line.verdict == Verdict.KNOWN]).delete()
    apply_effects([line for line in lines if line.verdict != Verdict.KNOWN], at=at)
    row.counts = dict(Counter(row.counts) + Counter(str(line.verdict) for line in lines))
    row.reached, row.worked_at = lines[-1].position, at
    row.save(update_fields=["counts", "reached", "worked_at"])
    return True


def _said(line: BankLine) -> tuple[str, int | None, int | None]:
    return str(line.verdict), line.request_id, line.refund_id


def _save(changed: list[BankLine]) -> None:
    """What another upload has changed since the dry run; of a usual one it is nothing."""
    if changed:
        BankLine.objects.bulk_update(changed, ["verdict", "request", "refund"])


def _take(lines: list[BankLine], *, at: datetime) -> None:
    """Each row is written once."""
    asked = [line.pk for line in lines if line.verdict in ASKED]
    clear = [line.pk for line in lines if line.verdict not in ASKED]
    BankLine.objects.filter(pk__in=clear).update(taken_at=at)
    if asked:
        BankLine.objects.filter(pk__in=asked).update(taken_at=at, waits_since=at)


def _finish(row: BankImport, *, at: datetime) -> None:
    row.state, row.done_at, row.worked_at = ImportState.DONE, at, at
    row.save(update_fields=["state", "done_at", "worked_at"])
    record("bank.imported", row, by=row.taken_by, at=at, **row.counts)
