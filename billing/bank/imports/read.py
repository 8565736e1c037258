"""Read an upload to its end without changing anything: what would happen, movement by movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from billing.bank.camt.line import CamtRefused, Line
from billing.bank.camt.read import read_camt
from billing.bank.imports.judge import judge
from billing.bank.imports.prints import Prints
from billing.providers.bank_transfer.models import BankImport, BankLine, ImportState, Verdict
from kreislauf.batches import batches

BATCH = 1000
OTHER_ACCOUNT = "other_account"
# Money that went out and is none of ours is nobody's business: it is counted and not kept.
UNKEPT = (Verdict.ZERO, Verdict.PENDING, Verdict.KNOWN, Verdict.BATCH)


def read_import(row: BankImport) -> None:
    """Each batch is a transaction: a worker that dies leaves the rest to the next, which skips what is there."""
    skipped = row.lines_read
    try:
        for number, batch in enumerate(batches(_lines(row), BATCH), start=1):
            if number * BATCH > skipped:
                _keep(row.pk, batch, first=(number - 1) * BATCH)
    except CamtRefused as reason:
        refuse(row.pk, str(reason), at=timezone.now())
    else:
        changed = BankImport.objects.filter(pk=row.pk, state=ImportState.READING)
        changed.update(state=ImportState.READ, worked_at=timezone.now(), tries=0)
    # If the worker dies before this, the sweep does it.
    forget_file(row.pk)


Read = tuple[BankLine | None, Verdict | str, str]


def _lines(row: BankImport) -> Iterator[Read]:
    """Each movement as a row that is not saved, or what it is instead; and the statement's kind."""
    prints = Prints()
    with storages["private"].open(row.file) as file:
        for statement, line in read_camt(file):
            if statement.iban != row.account.iban:
                yield None, OTHER_ACCOUNT, ""
            elif line.is_pending or line.booked_on is None:
                yield None, Verdict.PENDING, statement.kind
            else:
                yield _row(row, line, line.booked_on, prints.of(statement, line)), "", statement.kind


def _row(row: BankImport, line: Line, booked_on: date, names: tuple[str, str]) -> BankLine:
    bank_print, content_print = names
    return BankLine(
        source=row,
        account=row.account,
        bank_print=bank_print,
        content_print=content_print,
        booked_on=booked_on,
        cents=line.cents,
        currency=line.currency[:3],
        is_reversal=line.is_reversal,
        return_reason=line.return_reason,
        end_to_end=line.end_to_end,
        batch_ref=line.batch_ref,
        batch_of=line.batch_of,
        name=line.name,
        iban=line.iban,
        reference=line.reference,
        text=line.text.replace("\0", ""),
    )


@transaction.atomic
def _keep(import_id: int, batch: list[Read], *, first: int) -> None:
    row = BankImport.objects.select_for_update().get(pk=import_id)
    if row.state != ImportState.READING or row.lines_read > first:
        return  # dropped meanwhile, or another worker was faster
    lines = [line for line, _verdict, _kind in batch if line is not None]
    if lines:
        judge(row.account, lines)
    kept = [line for line in lines if line.verdict not in UNKEPT and not _goes_out_unknown(line)]
    for position, line in enumerate(kept, start=row.kept + 1):
        line.position = position
    BankLine.objects.bulk_create(kept)
    counts = Counter(row.counts)
    counts.update(str(line.verdict) for line in lines)
    counts.update(str(verdict) for _line, verdict, _kind in batch if verdict)
    days = [line.booked_on for line in lines]
    row.counts, row.kept = dict(counts), row.kept + len(kept)
    row.kinds = ",".join(sorted({*filter(None, row.kinds.split(",")), *(kind for _l, _v, kind in batch if kind)}))
    row.first_day = min([*days, *([row.first_day] if row.first_day else [])], default=None)
    row.last_day = max([*days, *([row.last_day] if row.last_day else [])], default=None)
    row.lines_read, row.worked_at, row.tries = first + len(batch), timezone.now(), 0
    row.save()


def _goes_out_unknown(line: BankLine) -> bool:
    return line.cents < 0 and line.verdict == Verdict.OTHER


@transaction.atomic
def refuse(import_id: int, why: str, *, at: datetime) -> None:
    changed = BankImport.objects.filter(pk=import_id, state=ImportState.READING)
    if changed.update(state=ImportState.REFUSED, refusal=why, worked_at=at, done_at=at):
        BankLine.objects.filter(source_id=import_id, taken_at=None).delete()


def forget_file(import_id: int) -> None:
    """Everything that concerns us stands in rows: the rest of a bank statement is nobody's business."""
    row = BankImport.objects.exclude(file="").filter(pk=import_id).first()
    if row is not None:
        storages["private"].delete(row.file)
        BankImport.objects.filter(pk=import_id).update(file="")
