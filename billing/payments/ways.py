"""How somebody can be paid: the accounts that a business, or the region itself, has at the providers."""

from __future__ import annotations

from collections.abc import Mapping
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
    return _ready(_accounts(business_id))


def merchant_for(business_id: int | None, way: str = "", *, at: datetime) -> Merchant:
    """The account that a new payment goes to: at the provider that the buyer chose, or at the first that is ready.

    The sandbox opens one by itself. Refuses with CannotBePaid.
    """
    accounts = _accounts(business_id)
    name = way or next(iter(_ready(accounts)), "")
    if name not in settings.PAYMENT_PROVIDERS:
        raise CannotBePaid(name)
    found = accounts.get(name)
    if found is not None and found.sells:
        return found
    if name != SANDBOX:
        raise CannotBePaid(f"{name} of {business_id}")
    return _sandbox_of(business_id, at=at)


def _accounts(business_id: int | None) -> dict[str, Merchant]:
    return {merchant.provider: merchant for merchant in Merchant.objects.of(business_id).open().in_this_mode()}


def _ready(accounts: Mapping[str, Merchant]) -> tuple[str, ...]:
    sells = {name: merchant.sells for name, merchant in accounts.items()}
    return tuple(name for name in settings.PAYMENT_PROVIDERS if sells.get(name, name == SANDBOX))


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
