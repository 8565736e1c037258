"""A statement, a movement, a refund and a file of each owner, with the secret word, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from billing.providers.bank_transfer.models import (
    BankAccount,
    BankImport,
    BankLine,
    BankRefund,
    BankRun,
    ImportState,
    PainVersion,
    TransferCharge,
    TransferRequest,
    Verdict,
)
from billing.providers.bank_transfer.reference import new_reference
from kreislauf.slices import Example

OURS = (
    ("import", "takeover", "dropping"),
    ("line", "assignment", "rejection", "undo"),
    ("payee",),
    ("file", "run_withdrawal"),
)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    found: dict[str, Example] = {}
    for names, business_id in (("bank:", None), (made["business_bank_routes"], made["business"].pk)):
        for routes, row in zip(OURS, _rows(secret, business_id), strict=True):
            found |= {f"{names}{route}": Example(row) for route in routes}
    return found


def _rows(secret: str, business_id: int | None) -> tuple[BankImport, BankLine, BankRefund, BankRun]:
    now = timezone.now()
    account = BankAccount.objects.create(
        business_id=business_id, iban="DE02120300000000202051", holder=f"Konto {secret}", opened_at=now
    )
    source = BankImport.objects.create(
        account=account, name=f"{secret}.xml", size=1, state=ImportState.READ, lines_read=1, kept=1,
        counts={"ambiguous": 1}, uploaded_by=f"Ute {secret}", uploaded_at=now, worked_at=now,
    )  # fmt: skip
    line = BankLine.objects.create(
        source=source, account=account, position=1, content_print=uuid4().hex, booked_on=now.date(), cents=2500,
        currency="EUR", name=f"Ada {secret}", text=f"Für {secret}", verdict=Verdict.AMBIGUOUS, taken_at=now,
        waits_since=now,
    )  # fmt: skip
    refund = _refund(account, secret)
    run = BankRun.objects.create(
        account=account, message_id=f"KR-{secret}-{business_id}"[:35], version=PainVersion.V09,
        file=f"<Document>{secret}</Document>", refunds_count=1, amount_cents=500, made_at=now, made_by=f"Ute {secret}",
    )  # fmt: skip
    return source, line, refund, run


def _refund(account: BankAccount, secret: str) -> BankRefund:
    now, key = timezone.now(), uuid4()
    wanted = TransferRequest.objects.create(
        key=uuid4(), token=f"erstattet-{secret.lower()}-{account.pk}", reference=new_reference(), account=account,
        amount_cents=2500, title=f"Titel {secret}", return_url="https://example.org/", opened_at=now,
        due_at=now + timedelta(days=7), paid_at=now,
    )  # fmt: skip
    charge = TransferCharge.objects.create(request=wanted, ref=wanted.reference, amount_cents=2500, received_at=now)
    return BankRefund.objects.create(
        key=key, charge=charge, end_to_end=key.hex, amount_cents=500, name=f"Ada {secret}", requested_at=now
    )
