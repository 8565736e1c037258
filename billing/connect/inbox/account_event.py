"""An event about an account, its payouts or a charge of it: find whose it is, and ask the provider about it there."""

from __future__ import annotations

from datetime import datetime

from billing.connect.accounts.check import check_account
from billing.connect.inbox.homeless import Homeless, NotYet
from billing.connect.inbox.region import region_of
from billing.connect.inbox.schedule import TRIES_FOR_ACCOUNT
from billing.connect.models import ConnectedAccount, InboxEvent, Problem
from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt, Merchant
from billing.payments.payouts import sync_payouts_soon
from kreislauf.regions import stepping_into


def act_on_account(event: InboxEvent, *, at: datetime) -> None:
    """Refuses with Homeless, NotYet, RegionWaits. Raises ProviderDown, ProviderRefused."""
    account = _account(event)
    with stepping_into(region_of(account.schema)):
        merchant = Merchant.objects.filter(pk=account.merchant_id, account_ref=account.account_ref).first()
        if merchant is None:
            raise Homeless(Problem.NO_ACCOUNT)
        if event.kind == "payout":
            sync_payouts_soon(merchant, at=at)
            return
        if event.kind == "charge":
            _look_at_charge(merchant, event.about, at=at)
            return
        Merchant.objects.open().filter(pk=merchant.pk).update(check_at=at)
        check_account(merchant.pk, at=at)


def _look_at_charge(merchant: Merchant, ref: str, *, at: datetime) -> None:
    """A dispute or a refund in the dashboard: the event names no attempt. One not yet known here brings it along."""
    attempt = Attempt.objects.filter(merchant=merchant, charges__provider_ref=ref).first()
    if attempt is not None:
        # While the provider is silent, the payments' own sweep goes on.
        Attempt.objects.filter(pk=attempt.pk).update(check_at=at)
        converge_quietly(attempt, at=at)


def _account(event: InboxEvent) -> ConnectedAccount:
    found = ConnectedAccount.objects.filter(
        provider=event.provider, account_ref=event.account_ref, livemode=bool(event.livemode)
    ).first()
    if found is not None:
        return found
    if event.tries < TRIES_FOR_ACCOUNT:
        raise NotYet
    raise Homeless(Problem.NO_ACCOUNT)
