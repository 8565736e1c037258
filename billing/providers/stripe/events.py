"""Stripe's events, snapshot and thin: who signed them, when, for which mode, and what they hint at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings

from billing.providers.base import AttemptEvent, BadEvent, Event, MerchantEvent, UnknownEvent

FRESH = timedelta(minutes=5)
LONGEST = 500_000
HEADER = "Stripe-Signature"

# What an installation asks Stripe to be told of: about accounts that belong to others, by their whole object …
SNAPSHOTS = (
    "account.application.deauthorized",
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.refunded",
    "charge.updated",
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "payout.canceled",
    "payout.created",
    "payout.failed",
    "payout.paid",
    "payout.reconciliation_completed",
    "refund.failed",
    "refund.updated",
)
# … and by their name only.
THIN = (
    "v2.core.account.closed",
    "v2.core.account[configuration.merchant].capability_status_updated",
    "v2.core.account[requirements].updated",
)


def verify(headers: Mapping[str, str], body: bytes, *, now: datetime) -> Event:
    """Refuses with BadEvent what no secret of ours signed, and what is older than five minutes or from the future.

    What is signed and is not about our merchants is an UnknownEvent. One of the other mode than our key says so.
    """
    signed_at = _signed_at(headers.get(HEADER, ""), body)
    if abs(now - signed_at) > FRESH:
        raise BadEvent("too old, or from the future")
    try:
        event = json.loads(body)
        return _thin(event) if event["object"] == "v2.core.event" else _snapshot(event)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnknownEvent("not an event") from None


def _signed_at(header: str, body: bytes) -> datetime:
    """When one of our secrets signed this body. Two count while one is replaced by the other."""
    if len(body) > LONGEST or not header.isascii():
        raise BadEvent("no signature")
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            # The age is looked at by us: Stripe's client lets times in the future pass.
            stripe.WebhookSignature.verify_header(body, header, secret, tolerance=None)
            seconds = next(part for part in header.split(",") if part.startswith("t=")).removeprefix("t=")
            return datetime.fromtimestamp(int(seconds), tz=UTC)
        except (stripe.SignatureVerificationError, ValueError, OverflowError, OSError):
            continue
    raise BadEvent("signature")


def _snapshot(event: dict[str, Any]) -> Event:
    about, account = event["data"]["object"], event.get("account")
    named = about.get("metadata") or {}
    if "attempt" in named and "schema" in named:
        key, livemode = UUID(named["attempt"]), bool(event["livemode"])
        return AttemptEvent(ref=event["id"], schema=str(named["schema"]), attempt_key=key, livemode=livemode)
    if not account:
        raise UnknownEvent(f"{event['id']} is not about an account")
    kind = event["type"].partition(".")[0]
    if event["type"].startswith("charge.dispute.") or kind == "refund":
        return _of(event, account, "charge", about=str(about["charge"]))
    if kind in ("account", "payout"):
        return _of(event, account, kind, about=str(about.get("id", "")))
    raise UnknownEvent(f"{event['id']} is about nothing of ours")


def _thin(event: dict[str, Any]) -> Event:
    related = event["related_object"]
    if related["type"] != "v2.core.account":
        raise UnknownEvent(f"{event['id']} is about no account")
    return _of(event, related["id"], "account")


def _of(event: dict[str, Any], account: str, kind: str, *, about: str = "") -> MerchantEvent:
    return MerchantEvent(ref=event["id"], account_ref=account, livemode=event["livemode"], kind=kind, about=about)
