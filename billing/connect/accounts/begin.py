"""Open an account at a provider for a business, or for the region itself (None)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.connect.accounts.providers import connect_provider, mode_of, provider_of
from billing.connect.accounts.register import register
from billing.payments.models import ClosedBecause, Merchant, MerchantState
from billing.payments.set_merchant_state import notify_slices
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record


def begin(
    business_id: int | None, provider: str, *, by: Actor, at: datetime, name: str = "", email: str = ""
) -> Merchant:
    """The merchant with an account at the provider, whose page (``onboarding_url``) asks for the rest. Repeatable.

    An account that was disconnected here is taken up again; one that the provider took from us is not, and a new one
    is opened, under this name, and the provider writes to ``email``. Refuses with NoSuchProvider, ProviderDown,
    ProviderRefused. Runs outside of transactions.
    """
    connect_provider(provider)
    with transaction.atomic(durable=True):
        # The row first: whatever happens from here on, the sweep knows whom to ask for.
        merchant = _row(business_id, provider, by=by, at=at)
        if not merchant.account_ref and not merchant.contact_email:
            merchant.display_name, merchant.contact_email = name[:200], email
            merchant.save(update_fields=["display_name", "contact_email"])
    return open_at_provider(merchant, at=at)


def open_at_provider(merchant: Merchant, *, at: datetime) -> Merchant:
    """Repeatable: the provider knows the account by the merchant's key."""
    if merchant.account_ref:
        return merchant
    ref = provider_of(merchant).open_account(merchant)
    with transaction.atomic(durable=True):
        merchant = Merchant.objects.select_for_update().get(pk=merchant.pk)
        if not merchant.account_ref:
            merchant.account_ref = ref
            merchant.save(update_fields=["account_ref"])
        register(merchant, at=at)
    return merchant


def _row(business_id: int | None, provider: str, *, by: Actor, at: datetime) -> Merchant:
    livemode = mode_of(provider)
    mine = Merchant.objects.of(business_id).filter(provider=provider, livemode=livemode).select_for_update()
    found = mine.open().first() or _disconnected(mine.order_by("-pk").first())
    if found is None:
        found = Merchant(business_id=business_id, provider=provider, livemode=livemode, opened_at=at)
    elif found.closed_at is None and (found.account_ref or found.state == MerchantState.PENDING):
        return found
    found.state, found.changed_at, found.check_at = MerchantState.PENDING, at, at
    found.closed_at, found.closed_because = None, ""
    found.save()
    record("merchant.pending", found, by=by, at=at, provider=provider, business=business_id)
    notify_slices(business_id, at=at)
    return found


def _disconnected(last: Merchant | None) -> Merchant | None:
    """The provider still knows it: it can be taken up again."""
    return last if last is not None and last.closed_because == ClosedBecause.DISCONNECTED else None
