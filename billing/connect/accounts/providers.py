"""At which providers merchants have accounts of their own."""

from __future__ import annotations

from typing import cast

from django.conf import settings

from billing.payments.models import Merchant
from billing.providers.base import ConnectProvider
from billing.providers.table import NoSuchProvider, provider


def with_accounts() -> tuple[str, ...]:
    """Their names, in the order in which buyers are offered them."""
    return tuple(name for name in settings.PAYMENT_PROVIDERS if hasattr(provider(name), "open_account"))


def connect_provider(name: str) -> ConnectProvider:
    """Refuses with NoSuchProvider, also a provider at which nobody opens an account."""
    found = provider(name)
    if not hasattr(found, "open_account"):
        raise NoSuchProvider(name)
    return cast("ConnectProvider", found)


def provider_of(merchant: Merchant) -> ConnectProvider:
    return connect_provider(merchant.provider)


def mode_of(name: str) -> bool:
    """Whether new accounts at this provider are for real money."""
    return name == "stripe" and settings.PAYMENTS_LIVE
