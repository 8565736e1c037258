"""Checkout Sessions on the platform's own account: what regions owe the platform."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from billing.payments.models import AttemptState
from billing.providers.base import ProviderDown, Started
from billing.providers.own_account import OwnPage, OwnPageState
from billing.providers.stripe.client import answers, client, noted

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams, SessionListParams

OPEN_FOR = timedelta(hours=1)
STATES = {"open": AttemptState.OPEN, "complete": AttemptState.PROCESSING, "expired": AttemptState.EXPIRED}
NAME = "own_page"


def open_page(page: OwnPage) -> Started:
    """Made late, Stripe refuses it: a page must stay open for half an hour."""
    with answers():
        made = client().v1.checkout.sessions.create(_asked(page), {"idempotency_key": str(page.key)})
    return Started(ref=made.id, url=made.url or "")


def fetch_page(page: OwnPage) -> OwnPageState | None:
    with answers():
        found = _get(page.ref) if page.ref else _find(page)
    if found is None:
        return None
    if found.payment_status == "paid":
        return OwnPageState(AttemptState.SUCCEEDED, paid_cents=found.amount_total or 0)
    if found.status == "complete" and _has_failed(found):
        return OwnPageState(AttemptState.EXPIRED)
    return OwnPageState(STATES[found.status or "open"])


def close_page(page: OwnPage) -> None:
    with answers():
        found = page.ref or getattr(_find(page), "id", "")
        if not found:
            raise ProviderDown(f"no page yet for {page.key}")
        client().v1.checkout.sessions.expire(found)


def _get(ref: str) -> Session:
    return client().v1.checkout.sessions.retrieve(ref, {"expand": ["payment_intent"]})


def _has_failed(found: Session) -> bool:
    """Money that was on its way did not come, and nobody can pay on this page any more."""
    intent: Any = found.payment_intent
    return getattr(intent, "status", "") in ("requires_payment_method", "canceled")


def _find(page: OwnPage) -> Session | None:
    """By what we wrote into it: the answer that named it was lost."""
    since = int((page.opened_at - timedelta(minutes=5)).timestamp())
    asked: SessionListParams = {"created": {"gte": since}, "limit": 100, "expand": ["data.payment_intent"]}
    listed = client().v1.checkout.sessions.list(asked)
    return next((one for one in listed.auto_paging_iter() if noted(one, NAME) == str(page.key)), None)


def _asked(page: OwnPage) -> SessionCreateParams:
    names = {NAME: str(page.key)}
    return {
        "mode": "payment",
        "locale": "de",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": page.amount_cents,
                    "product_data": {"name": page.title},
                },
            }
        ],
        "client_reference_id": str(page.key),
        "metadata": names,
        "payment_intent_data": {"metadata": names, "description": page.title},
        # As for buyers: a debit may be taken back for eight weeks.
        "excluded_payment_method_types": ["sepa_debit"],
        "success_url": page.return_url,
        "cancel_url": page.return_url,
        "expires_at": int((page.opened_at + OPEN_FOR).timestamp()),
    }
