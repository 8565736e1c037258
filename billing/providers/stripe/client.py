"""Stripe's client as we use it: our key, no telemetry, its answers in our words. Only this folder knows Stripe."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import requests
import stripe
from django.conf import settings

from billing.payments.models import Merchant
from billing.providers.base import AccountGone, ProviderDown, ProviderRefused
from billing.providers.patience import seconds_left

if TYPE_CHECKING:
    from stripe.checkout import Session

log = logging.getLogger(__name__)

# Where nobody waits: to connect and to read, and how often a request without an answer is sent again.
WAITS_SECONDS = (3.0, 10.0)
RETRIES = 2

# Usage data would be sent along and kept in a file in the home folder.
stripe.enable_telemetry = False

_of_thread = threading.local()


class StoredFailure(ProviderDown):
    """Stripe repeats a failure that it keeps under our idempotency key: that request is over, whatever it did."""


def client(*, retries: int | None = None) -> stripe.StripeClient:
    """A client for one call, with the time that is left for it. Raises ProviderDown when there is none."""
    left = seconds_left()
    if left is not None and left <= 0:
        raise ProviderDown("no time left for Stripe")
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses={"api": settings.STRIPE_API_BASE},
        # Connecting and reading are timed apart: together they stay within what is left.
        http_client=stripe.RequestsClient(
            timeout=WAITS_SECONDS if left is None else (left * 0.3, left * 0.7), session=_session()
        ),
        max_network_retries=(RETRIES if left is None else 0) if retries is None else retries,
    )


def of_account(merchant: Merchant | None, *, key: str | None = None) -> stripe.RequestOptions:
    """Act on the merchant's own account. Refuses with ProviderRefused what is of the other mode than our key."""
    if merchant is None or not merchant.account_ref:
        raise ProviderRefused("no account at Stripe")
    in_our_mode(merchant)
    options: stripe.RequestOptions = {"stripe_account": merchant.account_ref}
    if key is not None:
        options["idempotency_key"] = key
    return options


def in_our_mode(merchant: Merchant) -> None:
    """Refuses with ProviderRefused: a test key never touches a live account, nor a live key a test account."""
    if merchant.livemode != settings.PAYMENTS_LIVE:
        raise ProviderRefused(f"{merchant.account_ref} is of the other mode than the key")


def noted(found: Session | stripe.Refund, name: str) -> str:
    """What we, or somebody else, wrote into the metadata of an object under a name."""
    metadata = found.metadata
    return str(metadata[name]) if metadata is not None and name in metadata else ""


@contextmanager
def answers() -> Iterator[None]:
    """Say what an error of Stripe's means: ProviderDown, StoredFailure, ProviderRefused or AccountGone."""
    try:
        yield
    except stripe.StripeError as error:
        raise _meaning(error) from None


def _meaning(error: stripe.StripeError) -> ProviderDown | ProviderRefused:
    status, code = error.http_status, getattr(error.error, "code", None) or error.code
    said = f"Stripe: {status} {code or type(error).__name__} ({error.request_id})"
    if status is None or status >= 500:
        # The client knows the headers in any spelling; a failure that is repeated is marked in them.
        return (StoredFailure if _is_replayed(error) else ProviderDown)(said)
    if code == "account_invalid" and status == 403:
        return AccountGone(said)
    if isinstance(error, stripe.AuthenticationError | stripe.PermissionError | stripe.IdempotencyError):
        # Our key or our mistake: nobody is told no because of it, and it goes on when that is mended.
        log.error("Stripe does not accept what we send: %s", said)
        return ProviderDown(said)
    if status in (409, 429):
        return ProviderDown(said)
    return ProviderRefused(f"{said}: {error.user_message}")


def _is_replayed(error: stripe.StripeError) -> bool:
    return str((error.headers or {}).get("idempotent-replayed", "")).lower() == "true"


def _session() -> requests.Session:
    """A thread's connections outlive its clients: shaking hands again would take half of a page's time."""
    session: requests.Session | None = getattr(_of_thread, "session", None)
    if session is None:
        session = _of_thread.session = requests.Session()
    return session
