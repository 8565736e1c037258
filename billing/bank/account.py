"""Which account transfers go to: opened, changed and closed by whoever owns it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from billing.bank import emails
from billing.payments.models import ClosedBecause, Merchant, MerchantState
from billing.payments.set_merchant_state import set_merchant_state
from billing.providers.bank_transfer.models import BankAccount
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record

PROVIDER = "bank_transfer"


def open_merchant(business_id: int | None) -> Merchant | None:
    """Under which transfers are taken at the moment."""
    return Merchant.objects.of(business_id).open().filter(provider=PROVIDER).first()


def open_account(business_id: int | None) -> BankAccount | None:
    """The account that transfers go to at the moment."""
    merchant = open_merchant(business_id)
    if merchant is None:
        return None
    return BankAccount.objects.filter(business_id=business_id, iban=merchant.account_ref).first()


@transaction.atomic
def set_account(
    business_id: int | None,
    *,
    iban: str,
    holder: str,
    bic: str,
    hold_days: int,
    by: Actor,
    at: datetime,
    notify: Iterable[str] = (),
) -> BankAccount:
    """Transfers go there from now on. Orders that were asked to pay another account still may, and it is still read.

    Another account is told to everybody in ``notify``: it is where thieves would begin.
    """
    account, _is_new = BankAccount.objects.update_or_create(
        business_id=business_id,
        iban=iban,
        defaults={"holder": holder, "bic": bic},
        create_defaults={"holder": holder, "bic": bic, "opened_at": at},
    )
    before = open_merchant(business_id)
    if before is not None and before.account_ref == iban:
        Merchant.objects.filter(pk=before.pk).update(hold_days=hold_days)
        record("bank.account_set", account, by=by, at=at, business=business_id, hold_days=hold_days)
        return account
    if before is not None:
        set_merchant_state(before, MerchantState.GONE, because=ClosedBecause.DISCONNECTED, by=by, at=at)
    merchant = Merchant.objects.create(
        business_id=business_id, provider=PROVIDER, account_ref=iban, livemode=True, hold_days=hold_days, opened_at=at,
        changed_at=at,
    )  # fmt: skip
    set_merchant_state(merchant, MerchantState.ACTIVE, by=by, at=at)
    record("bank.account_changed", account, by=by, at=at, business=business_id, hold_days=hold_days)
    for address in sorted({*notify}):
        emails.account_changed.queue(account, to=address, before=before.account_ref if before else "")
    return account


@transaction.atomic
def close_account(business_id: int | None, *, by: Actor, at: datetime) -> None:
    """No order is paid by transfer any more; what was asked for before may still arrive. Repeatable."""
    merchant = open_merchant(business_id)
    if merchant is not None:
        set_merchant_state(merchant, MerchantState.GONE, because=ClosedBecause.DISCONNECTED, by=by, at=at)
