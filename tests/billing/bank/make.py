"""A bank account, and movements as an import leaves them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from billing.payments.models import Merchant, MerchantState
from billing.providers.bank_transfer.models import (
    BankAccount,
    BankImport,
    BankLine,
    ImportState,
    TransferRequest,
    Verdict,
)
from tests.billing.handlers import BUSINESS

IBAN = "DE02120300000000202051"
DAY = date(2026, 11, 20)


def make_account(*, business_id: int | None = BUSINESS, iban: str = IBAN) -> BankAccount:
    return BankAccount.objects.get_or_create(
        business_id=business_id, iban=iban, defaults={"holder": "Bäckerei Möller", "opened_at": timezone.now()}
    )[0]


def make_merchant(*, business_id: int | None = BUSINESS, iban: str = IBAN, hold_days: int | None = 9) -> Merchant:
    """Ready for transfers to the account."""
    make_account(business_id=business_id, iban=iban)
    now = timezone.now()
    return Merchant.objects.get_or_create(
        business_id=business_id,
        provider="bank_transfer",
        livemode=True,
        closed_at=None,
        defaults={
            "account_ref": iban,
            "state": MerchantState.ACTIVE,
            "hold_days": hold_days,
            "opened_at": now,
            "changed_at": now,
        },
    )[0]


def make_import(account: BankAccount, **fields: Any) -> BankImport:
    now = timezone.now()
    values: dict[str, Any] = {"name": "auszug.xml", "size": 1, "state": ImportState.DONE, "uploaded_by": "Ute"}
    return BankImport.objects.create(account=account, uploaded_at=now, worked_at=now, **(values | fields))


def book(wanted: TransferRequest, cents: int, **fields: Any) -> BankLine:
    """A movement that was taken over and belongs to the request."""
    source = BankImport.objects.first() or make_import(wanted.account)
    values: dict[str, Any] = {
        "position": source.lines.count() + 1,
        "bank_print": uuid4().hex,
        "content_print": uuid4().hex,
        "booked_on": DAY,
        "currency": "EUR",
        "verdict": Verdict.MATCHED,
        "taken_at": timezone.now(),
        "name": "Ada",
        "iban": "DE89370400440532013000",
    }
    return BankLine.objects.create(
        source=source, account=wanted.account, cents=cents, request=wanted, **(values | fields)
    )
