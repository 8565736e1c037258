"""How somebody can be paid: the accounts that a business, or the region itself, has at the providers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from billing.payments.models import Merchant, MerchantState
from billing.providers.table import provider

SANDBOX = "sandbox"


class CannotBePaid(Exception):
    """The business has no account ready at this provider, or at any."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay as buyers are offered it; ``name`` is the provider's."""

    name: str
    title: str | Promise
    hint: str | Promise


def offered_ways(business_id: int | None) -> list[Way]:
    """What a buyer may choose among, the first chosen for them."""
    return [Way(name, one.title, one.hint) for name in ways_to_pay(business_id) for one in [provider(name)]]


def ways_to_pay(business_id: int | None) -> tuple[str, ...]:
    """The providers at which a business (None: the region itself) can be paid now, in the order of the settings.

    Changes nothing. The sandbox needs no account: it is a way wherever it is installed, but for whom has begun one.
    """
    ready = {SANDBOX}
    for merchant in Merchant.objects.of(business_id).open().in_this_mode():
        ready = ready | {merchant.provider} if merchant.sells else ready - {merchant.provider}
    return tuple(name for name in settings.PAYMENT_PROVIDERS if name in ready)


def merchant_for(business_id: int | None, provider: str, *, at: datetime) -> Merchant:
    """The account that a new payment goes to; the sandbox opens one by itself. Refuses with CannotBePaid."""
    if provider not in settings.PAYMENT_PROVIDERS:
        raise CannotBePaid(provider)
    found = Merchant.objects.of(business_id).selling().in_this_mode().filter(provider=provider).first()
    if found is not None:
        return found
    if provider != SANDBOX:
        raise CannotBePaid(f"{provider} of {business_id}")
    return _sandbox_of(business_id, at=at)


@transaction.atomic
def _sandbox_of(business_id: int | None, *, at: datetime) -> Merchant:
    merchant, _is_new = Merchant.objects.get_or_create(
        business_id=business_id,
        provider=SANDBOX,
        livemode=False,
        closed_at=None,
        defaults={"state": MerchantState.ACTIVE, "opened_at": at, "changed_at": at},
    )
    if not merchant.sells:
        raise CannotBePaid(SANDBOX)
    return merchant
