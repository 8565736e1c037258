"""Checkout Sessions: the pages where buyers pay into the merchant's own account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from billing.payments.models import Attempt
from billing.providers.base import ProviderDown, Started
from billing.providers.stripe.client import StoredFailure, answers, client, noted, of_account
from kreislauf.regions import current_region

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams

# A page stays open for an hour. Stripe wants at least 30 minutes from the moment in which it is made.
OPEN_FOR = timedelta(hours=1)
OPEN_AT_LEAST = timedelta(minutes=31)
# How often a failure that Stripe keeps under a key is walked around with another key.
KEYS = 3


def open_page(attempt: Attempt) -> Started:
    """Once for each attempt. A page that is made late, after the first has run out, is looked for before."""
    turn = _turn(attempt, at=timezone.now())
    found = find(attempt) if turn else None
    for more in range(KEYS):
        if found is not None:
            return Started(ref=found.id, url=found.url or "")
        try:
            found = _create(attempt, turn=turn, more=more)
        except StoredFailure:
            found = find(attempt)
    if found is None:
        raise ProviderDown("Stripe keeps failing")
    return Started(ref=found.id, url=found.url or "")


def find(attempt: Attempt) -> Session | None:
    """The attempt's page, by what we wrote into it: Stripe forgets our keys after a day, but no page."""
    since = int((attempt.created_at - timedelta(minutes=5)).timestamp())
    with answers():
        listed = client().v1.checkout.sessions.list(
            {"created": {"gte": since}, "limit": 100}, of_account(attempt.merchant)
        )
        named = [one for one in listed.auto_paging_iter() if noted(one, "attempt") == str(attempt.key)]
    return named[-1] if named else None


def close_page(attempt: Attempt, ref: str) -> None:
    with answers():
        client().v1.checkout.sessions.expire(ref, None, of_account(attempt.merchant))


def names_of(attempt: Attempt) -> dict[str, str]:
    """What we write into everything at Stripe that belongs to an attempt."""
    return {"schema": current_region().schema, "attempt": str(attempt.key)}


def _create(attempt: Attempt, *, turn: int, more: int) -> Session:
    # The parameters are the same whenever this key is: Stripe refuses a key that comes with others.
    key = f"{attempt.key}-{turn}-{more}"
    with answers():
        return client().v1.checkout.sessions.create(_asked(attempt, turn=turn), of_account(attempt.merchant, key=key))


def _asked(attempt: Attempt, *, turn: int) -> SessionCreateParams:
    asked: SessionCreateParams = {
        "mode": "payment",
        "locale": "de",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": attempt.amount_cents,
                    "product_data": {"name": attempt.title},
                },
            }
        ],
        "client_reference_id": str(attempt.key),
        "metadata": names_of(attempt),
        "payment_intent_data": {"metadata": names_of(attempt), "description": attempt.title},
        # Debits take 14 business days and can be taken back for eight weeks: too long for what is handed out at once.
        "excluded_payment_method_types": ["sepa_debit"],
        "success_url": attempt.return_url,
        "cancel_url": attempt.return_url,
        "expires_at": int((attempt.created_at + (turn + 1) * OPEN_FOR).timestamp()),
    }
    if attempt.email.isascii():  # Stripe refuses others
        asked["customer_email"] = attempt.email
    if attempt.application_fee_cents:
        asked["payment_intent_data"]["application_fee_amount"] = attempt.application_fee_cents
    return asked


def _turn(attempt: Attempt, *, at: datetime) -> int:
    """0 in the attempt's first half hour; later, which of its hours a new page would last through."""
    return max(0, -((attempt.created_at + OPEN_FOR - at - OPEN_AT_LEAST) // OPEN_FOR))
