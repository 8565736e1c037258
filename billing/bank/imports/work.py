"""One worker at a time does what an upload waits for; what one leaves, the sweep gives to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from billing.bank.imports.read import forget_file, read_import, refuse
from billing.bank.imports.take import drop, take_import
from billing.providers.bank_transfer.models import BankImport, BankLine, ImportState, Verdict
from kreislauf.audit.record import SYSTEM
from kreislauf.locks import exclusive
from kreislauf.regions import current_region
from kreislauf.soon import soon

LOST_AFTER = timedelta(minutes=2)
MOST_TRIES = 5
NEVER_TAKEN_AFTER = timedelta(days=7)
STRANGERS_FORGOTTEN_AFTER = timedelta(days=90)


def work_on_import(import_id: int, *, at: datetime) -> None:
    """Read it or take it over, as far as it has not come yet. Repeatable."""
    with exclusive(f"bank import {current_region().schema} {import_id}", on=connection) as mine:
        if not mine:
            return
        row = BankImport.objects.select_related("account").get(pk=import_id)
        if row.state == ImportState.READING and row.tries >= MOST_TRIES:
            refuse(row.pk, _("Beim Lesen ist mehrmals etwas schiefgegangen. Bitte sagen Sie uns Bescheid."), at=at)
            return
        BankImport.objects.filter(pk=import_id).update(tries=F("tries") + 1, worked_at=at)
        if row.state == ImportState.READING:
            read_import(row)
        elif row.state == ImportState.TAKING:
            take_import(row)


def lost(at: datetime) -> QuerySet[BankImport]:
    return BankImport.objects.stuck(at - LOST_AFTER)


def old(at: datetime) -> QuerySet[BankImport]:
    return BankImport.objects.forgotten(at - NEVER_TAKEN_AFTER)


def strangers(at: datetime) -> QuerySet[BankLine]:
    """Money that nobody has assigned to anything for long: names and texts of people who owe us nothing."""
    return BankLine.objects.filter(verdict=Verdict.OTHER, request=None, taken_at__lte=at - STRANGERS_FORGOTTEN_AFTER)


def sweep_imports(*, at: datetime) -> None:
    """Take up what a worker left, and forget what nobody needs."""
    for pk in lost(at).values_list("pk", flat=True):
        soon("billing.bank.tasks.work_on_import", import_id=pk)
    for row in old(at):
        drop(row, by=SYSTEM, at=at)
    strangers(at).delete()
    for pk in BankImport.objects.exclude(file="").exclude(state=ImportState.READING).values_list("pk", flat=True):
        forget_file(pk)
