"""The provider's page for a merchant, and how their account stands at this moment."""

from __future__ import annotations

import logging
from copy import copy

from django.utils import timezone

from billing.connect.accounts.providers import provider_of
from billing.payments.models import ClosedBecause, Merchant, MerchantState
from billing.payments.set_merchant_state import needs_as_json
from billing.providers.base import ProviderDown, ProviderRefused

log = logging.getLogger(__name__)


def onboarding_url(merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
    """Good once and for minutes, so it is made when somebody clicks. Raises ProviderDown, ProviderRefused."""
    return provider_of(merchant).onboarding_url(merchant, return_url=return_url, refresh_url=refresh_url)


def look(merchant: Merchant) -> Merchant:
    """The merchant as the provider says that it stands now, for a page that writes nothing: it is not saved.

    While the provider is silent, as it was written down last.
    """
    if merchant.closed_at is not None:
        return merchant
    try:
        reported = provider_of(merchant).fetch_account(merchant)
    except (ProviderDown, ProviderRefused) as reason:
        log.warning("account not looked at", extra={"merchant": merchant.pk, "reason": type(reason).__name__})
        return merchant
    seen = copy(merchant)
    seen.state, seen.needs, seen.checked_at = reported.state, needs_as_json(reported.needs), timezone.now()
    if seen.state == MerchantState.GONE:
        seen.closed_because = ClosedBecause.DEAUTHORISED
    return seen
