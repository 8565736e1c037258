"""Send money back from a charge of the merchant's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from billing.payments.models import Refund
from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.stripe.checkout import KEYS, names_of
from billing.providers.stripe.client import StoredFailure, answers, client, in_our_mode, noted, of_account

if TYPE_CHECKING:
    from stripe.params import RefundCreateParams

# Stripe forgets a key after 24 hours; from an hour before that on we look before we send.
KEY_LASTS = timedelta(hours=23)


def send(refund: Refund) -> str:
    """Once for each refund, and its name at Stripe. With a key of the other mode it waits for the right one."""
    _in_our_mode(refund)
    day = (timezone.now() - refund.requested_at) // KEY_LASTS
    found = _find(refund) if day > 0 else None
    for more in range(KEYS):
        if found is not None:
            return found
        try:
            found = _create(refund, key=f"{refund.key}-{max(day, 0)}-{more}")
        except StoredFailure:
            found = _find(refund)
    if found is None:
        raise ProviderDown("Stripe keeps failing")
    return found


def _in_our_mode(refund: Refund) -> None:
    merchant = refund.charge.attempt.merchant
    try:
        if merchant is not None:
            in_our_mode(merchant)
    except ProviderRefused as wrong:
        raise ProviderDown(str(wrong)) from None


def _find(refund: Refund) -> str | None:
    options = of_account(refund.charge.attempt.merchant)
    with answers():
        listed = client().v1.refunds.list({"charge": refund.charge.provider_ref, "limit": 100}, options)
        for one in listed.auto_paging_iter():
            if noted(one, "refund") == str(refund.key):
                return one.id
    return None


def _create(refund: Refund, *, key: str) -> str:
    attempt = refund.charge.attempt
    asked: RefundCreateParams = {
        "charge": refund.charge.provider_ref,
        "amount": refund.amount_cents,
        "metadata": names_of(attempt) | {"refund": str(refund.key)},
    }
    if attempt.application_fee_cents:
        asked["refund_application_fee"] = True  # the platform keeps nothing of what the buyer gets back
    with answers():
        return client().v1.refunds.create(asked, of_account(attempt.merchant, key=key)).id
