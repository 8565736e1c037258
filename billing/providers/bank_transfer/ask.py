"""Ask a buyer to transfer: a reference of their own, and a page that says to whom, how much and until when."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from billing.payments.models import Attempt
from billing.providers.bank_transfer.models import BankAccount, TransferRequest
from billing.providers.bank_transfer.reference import new_reference
from kreislauf.house import purpose
from kreislauf.regions import current_region

BANK_TRANSFER = "bank_transfer"  # the provider's name in our rows
HOLD_DAYS = 7
_TRIES = 5  # two references of a region are the same once in a million million


class NoAccount(Exception):
    """The merchant has no bank account of ours behind it."""


def ask_for_transfer(attempt: Attempt, *, at: datetime) -> TransferRequest:
    """The attempt's request, made once. Refuses with NoAccount."""
    known = TransferRequest.objects.filter(key=attempt.key).first()
    if known is not None:
        return known
    account = account_of(attempt)
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                return _asked(attempt, account, at=at)
        except IntegrityError:
            known = TransferRequest.objects.filter(key=attempt.key).first()
            if known is not None:
                return known
    raise NoAccount(f"No free reference for {attempt.key}.")


def account_of(attempt: Attempt) -> BankAccount:
    """The account that stood at the merchant when the order was placed. Refuses with NoAccount."""
    merchant = attempt.merchant
    found = merchant and BankAccount.objects.filter(business_id=merchant.business_id, iban=merchant.account_ref).first()
    if not found:
        raise NoAccount(f"No account for {attempt.key}.")
    return found


def page_address(wanted: TransferRequest) -> str:
    """The buyer's page of a request."""
    path = reverse("bank_transfer:instructions", args=[wanted.token], urlconf=settings.URLCONFS["region"])
    return current_region().url + path


def _asked(attempt: Attempt, account: BankAccount, *, at: datetime) -> TransferRequest:
    hold_days = attempt.merchant.hold_days if attempt.merchant else None
    return TransferRequest.objects.create(
        key=attempt.key,
        token=secrets.token_urlsafe(24),
        reference=new_reference(),
        account=account,
        amount_cents=attempt.amount_cents,
        order_number=purpose(attempt.purpose).number(attempt.order_id)[:20],
        title=attempt.title,
        return_url=attempt.return_url,
        opened_at=at,
        due_at=attempt.created_at + timedelta(days=hold_days or HOLD_DAYS),
    )
