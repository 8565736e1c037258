"""A statement is handed in: kept for as long as it is read, and looked into far enough to know whose account it is."""

from __future__ import annotations

import secrets
from datetime import datetime
from itertools import islice
from typing import IO

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from billing.bank.camt.line import CamtRefused
from billing.bank.camt.read import read_camt
from billing.providers.bank_transfer.iban import masked_iban
from billing.providers.bank_transfer.models import BankAccount, BankImport
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import current_region
from kreislauf.soon import soon

MOST_BYTES = 50 * 1024**2
_LOOKED_AT = 20_000  # movements until one of the own account must have come


def upload(file: IO[bytes], *, name: str, size: int, business_id: int | None, by: Actor, at: datetime) -> BankImport:
    """Keep a file and read it soon. Refuses with CamtRefused what is no statement, or one of another account."""
    account = account_in(file, business_id=business_id)
    file.seek(0)
    stored = storages["private"].save(f"{current_region().schema}/bank/{secrets.token_hex(16)}", File(file))
    with transaction.atomic():
        row = BankImport.objects.create(
            account=account, name=name[-120:], file=stored, size=size, uploaded_by=str(by)[:254], uploaded_at=at,
            worked_at=at,
        )  # fmt: skip
        record("bank.uploaded", row, by=by, at=at, business=business_id)
        soon("billing.bank.tasks.work_on_import", import_id=row.pk)
    return row


def account_in(file: IO[bytes], *, business_id: int | None) -> BankAccount:
    """The owner's account that the file is about. Refuses with CamtRefused, and names the accounts that it found."""
    mine = {one.iban: one for one in BankAccount.objects.filter(business_id=business_id)}
    if not mine:
        raise CamtRefused(_("Tragen Sie zuerst Ihr Bankkonto ein."))
    others: dict[str, None] = {}
    for statement, _line in islice(read_camt(file), _LOOKED_AT):
        if statement.iban in mine:
            return mine[statement.iban]
        others[statement.iban] = None
    if not others:
        raise CamtRefused(_("In der Datei steht kein einziger Umsatz."))
    raise CamtRefused(
        _("Die Datei gehört zu einem anderen Konto (%(ibans)s). Eingetragen ist %(mine)s.")
        % {
            "ibans": ", ".join(masked_iban(iban) for iban in list(others)[:3]),
            "mine": ", ".join(map(str, mine.values())),
        }
    )
