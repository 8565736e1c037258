"""Statements handed in, read and taken over, as the pages and the worker do it."""

from __future__ import annotations

import io

from django.utils import timezone

from billing.bank.imports.take import take_over
from billing.bank.imports.upload import upload
from billing.bank.imports.work import work_on_import
from billing.payments.models import Attempt
from billing.payments.sweep import sweep
from billing.providers.bank_transfer.models import BankImport, BankLine, TransferRequest
from tests.billing.handlers import BUSINESS
from tests.billing.make import make_attempt


def ask(*, order_id: int = 1, amount_cents: int = 5000, business_id: int | None = BUSINESS) -> TransferRequest:
    """A buyer chose to transfer."""
    attempt = make_attempt(order_id=order_id, amount_cents=amount_cents, business_id=business_id, way="bank_transfer")
    return TransferRequest.objects.get(key=attempt.key)


def read(content: bytes, *, business_id: int | None = BUSINESS) -> BankImport:
    """Uploaded and read: the dry run."""
    row = upload(
        io.BytesIO(content), name="auszug.xml", size=len(content), business_id=business_id, by="Ute", at=timezone.now()
    )
    work_on_import(row.pk, at=timezone.now())
    row.refresh_from_db()
    return row


def take(content: bytes, *, business_id: int | None = BUSINESS) -> BankImport:
    """Taken over, and the payments asked about."""
    row = read(content, business_id=business_id)
    take_over(row, by="Ute", at=timezone.now())
    work_on_import(row.pk, at=timezone.now())
    sweep(at=timezone.now())
    row.refresh_from_db()
    return row


def attempt_of(wanted: TransferRequest) -> Attempt:
    return Attempt.objects.get(key=wanted.key)


def verdicts(row: BankImport) -> list[str]:
    return list(row.lines.order_by("position").values_list("verdict", flat=True))


def waiting() -> list[str]:
    """What a person must look at."""
    return list(BankLine.objects.waiting().order_by("pk").values_list("text", flat=True))
