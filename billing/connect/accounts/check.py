"""Set a merchant to how the provider says that its account stands: for pages, events and the sweep alike."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.connect.accounts.begin import open_at_provider
from billing.connect.accounts.lose import look_at_open_attempts
from billing.connect.accounts.providers import provider_of
from billing.connect.accounts.register import register
from billing.connect.accounts.remind import due_days, remind
from billing.connect.accounts.schedule import next_check
from billing.payments.models import Merchant, MerchantState
from billing.payments.set_merchant_state import set_merchant_state
from billing.providers.base import ProviderDown, ProviderRefused, ReportedAccount
from kreislauf.house import slices
from kreislauf.purposes import MerchantBefore

log = logging.getLogger(__name__)


def check_account(merchant_id: int, *, at: datetime) -> Merchant:
    """Ask, then apply the answer. One that was closed stays so. Raises ProviderDown, ProviderRefused.

    Runs outside of transactions.
    """
    merchant = open_at_provider(Merchant.objects.get(pk=merchant_id), at=at)
    if merchant.closed_at is not None:
        return merchant
    register(merchant, at=at)
    reported = provider_of(merchant).fetch_account(merchant)
    with transaction.atomic(durable=True):
        return _apply(Merchant.objects.select_for_update().get(pk=merchant_id), reported, at=at)


def check_quietly(merchant: Merchant, *, at: datetime) -> Merchant:
    """The same for pages: while the provider is silent, things stay as they were."""
    try:
        return check_account(merchant.pk, at=at)
    except (ProviderDown, ProviderRefused) as reason:
        log.warning("account not checked", extra={"merchant": merchant.pk, "reason": type(reason).__name__})
        return merchant


def _apply(merchant: Merchant, reported: ReportedAccount, *, at: datetime) -> Merchant:
    if merchant.closed_at is not None or (merchant.checked_at is not None and merchant.checked_at > at):
        return merchant  # somebody has closed it, or applied a newer answer, while the provider was asked
    before = MerchantBefore(merchant.state, merchant.needs)
    merchant = set_merchant_state(merchant, reported.state, needs=reported.needs, at=at)
    merchant.checked_at, merchant.check_at = at, next_check(merchant, at=at)
    merchant.save(update_fields=["checked_at", "check_at"])
    remind(merchant, due_days(before.needs), at=at)
    if merchant.state == MerchantState.GONE:
        look_at_open_attempts(merchant, at=at)
    if before != MerchantBefore(merchant.state, merchant.needs):
        for one in slices():
            one.merchant_changed(merchant, before)
    return merchant
