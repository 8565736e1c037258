"""The sandbox's events: JSON, signed with the time, as the large providers do it."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from billing.providers.base import AttemptEvent, BadEvent, Event, MerchantEvent, UnknownEvent
from billing.providers.sandbox.models import SandboxAccount, SandboxCheckout
from kreislauf.soon import soon

HEADER = "Sandbox-Signature"
FRESH = timedelta(minutes=5)
LONGEST = 10_000


def body_of(*, schema: str, key: UUID) -> bytes:
    event = {"id": f"evt_{secrets.token_hex(12)}", "type": "checkout.changed", "schema": schema, "attempt": str(key)}
    return json.dumps(event).encode()


def body_of_account(account_ref: str) -> bytes:
    event = {"id": f"evt_{secrets.token_hex(12)}", "type": "account.changed", "account": account_ref}
    return json.dumps(event).encode()


def sign(body: bytes, *, at: datetime) -> str:
    """``t=1767225600,v1=…``"""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(body, seconds)}"


def verify(headers: Mapping[str, str], body: bytes, *, now: datetime) -> Event:
    """Refuses with BadEvent what is unsigned, changed, older than five minutes or from the future.

    What is signed and no event of ours is an UnknownEvent.
    """
    try:
        parts = dict(part.split("=", 1) for part in headers.get(HEADER, "").split(","))
        seconds, given = int(parts["t"]), parts["v1"]
        age = abs(now - datetime.fromtimestamp(seconds, tz=UTC))
    except (ValueError, KeyError, OverflowError, OSError):
        raise BadEvent("unsigned") from None
    if len(body) > LONGEST or not hmac.compare_digest(given.encode(), _digest(body, seconds).encode()):
        raise BadEvent("signature")
    if age > FRESH:
        raise BadEvent("too old")
    try:
        event = json.loads(body)
        if event["type"] == "account.changed":
            return MerchantEvent(str(event["id"]), account_ref=str(event["account"]), livemode=False, kind="account")
        return AttemptEvent(ref=str(event["id"]), schema=str(event["schema"]), attempt_key=UUID(event["attempt"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnknownEvent("not an event") from None


def _digest(body: bytes, seconds: int) -> str:
    # A key of its own, so that nothing else signed with the same secret can be passed off as an event.
    key = hashlib.sha256(b"kreislauf.sandbox.events:" + settings.SANDBOX_SECRET.encode()).digest()
    return hmac.new(key, b"%d." % seconds + body, hashlib.sha256).hexdigest()


def queue_event(checkout: SandboxCheckout) -> None:
    """Queue the event of what just happened; promised money sends a second one when it arrives."""
    if not settings.WEBHOOK_BASE:
        return
    checkout.refresh_from_db()
    soon("billing.providers.sandbox.tasks.send_event", checkout_id=checkout.pk)
    if checkout.pays_at:
        wait = settings.SANDBOX_LATE_SECONDS + 1
        soon("billing.providers.sandbox.tasks.send_event", wait_seconds=wait, checkout_id=checkout.pk)


def queue_account_event(account: SandboxAccount) -> None:
    if settings.WEBHOOK_BASE:
        soon("billing.providers.sandbox.tasks.send_account_event", account_id=account.pk)
