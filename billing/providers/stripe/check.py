"""Whether an installation is ready to sell, asked of Stripe itself. A sentence for each thing; none holds a key."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import stripe
from django.conf import settings

from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.stripe.client import answers, client
from billing.providers.stripe.destinations import Destination, destinations
from billing.providers.stripe.events import FRESH, SNAPSHOTS, THIN

CLOCK_OFF = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    holds: bool
    text: str


def check(address: str, *, now: datetime) -> Iterator[Finding]:
    """``address`` is where Stripe sends its events. Stops at what makes all the rest unanswerable."""
    if not settings.STRIPE_SECRET_KEY:
        yield Finding(False, "Key: none. Set STRIPE_SECRET_KEY_FILE, or STRIPE_SECRET_KEY.")
        return
    yield _key()
    if (yield from _account(now)):
        yield _connect()
        yield from _destinations(address)
    yield _secrets()
    yield _pages()


def _key() -> Finding:
    if settings.PAYMENTS_LIVE:
        return Finding(True, "Key: a live key. Real money moves.")
    return Finding(True, "Key: a test key. No real money moves, and every page says so.")


def _account(now: datetime) -> Generator[Finding, None, bool]:
    """One finding or two, and whether Stripe answered."""
    try:
        with answers():
            found: Any = client().v1.accounts.retrieve_current()
    except (ProviderDown, ProviderRefused) as reason:
        yield Finding(False, f"Account: Stripe does not let us in. {reason}")
        return False
    yield Finding(True, f"Account: {found.id} in {found.country}.")
    yield _clock(found.last_response.headers.get("Date", ""), now)
    return True


def _clock(date: str, now: datetime) -> Finding:
    off = abs(parsedate_to_datetime(date) - now) if date else timedelta()
    if off <= CLOCK_OFF:
        return Finding(True, "Clock: less than a minute from Stripe's.")
    seconds, minutes = int(off.total_seconds()), FRESH.seconds // 60
    return Finding(False, f"Clock: {seconds} s from Stripe's. Set it: beyond {minutes} minutes no event counts.")


def _connect() -> Finding:
    try:
        with answers():
            client().v2.core.accounts.list({"limit": 1})
    except (ProviderDown, ProviderRefused) as reason:
        return Finding(False, f"Connect: no accounts of businesses can be opened. Switch Connect on. {reason}")
    return Finding(True, "Connect: switched on.")


def _destinations(address: str) -> Iterator[Finding]:
    try:
        found = [one for one in destinations() if one.url == address and one.is_enabled and one.of_connected_accounts]
    except (ProviderDown, ProviderRefused) as reason:
        yield Finding(False, f"Events: Stripe does not tell where it sends them. {reason}")
        return
    if settings.PAYMENTS_LIVE and not address.startswith("https://"):
        yield Finding(False, f"Address: Stripe calls only https in live mode, not {address}.")
    snapshots, thin = [one for one in found if not one.is_thin], [one for one in found if one.is_thin]
    yield _covered("Snapshot events", snapshots, SNAPSHOTS, address)
    yield from (_version(one) for one in snapshots)
    yield _covered("Thin events", thin, THIN, address)
    if len(found) > len(settings.STRIPE_WEBHOOK_SECRETS):
        yield Finding(False, "Secrets: fewer than destinations, and each has one of its own.")


def _covered(what: str, found: list[Destination], wanted: tuple[str, ...], address: str) -> Finding:
    if not found:
        return Finding(False, f"{what}: no destination of connected accounts at {address}.")
    missing = [kind for kind in wanted if not any(one.sends(kind) for one in found)]
    if missing:
        return Finding(False, f"{what}: {', '.join(missing)} missing at {address}.")
    return Finding(True, f"{what}: all {len(wanted)} kinds, to {address}.")


def _version(found: Destination) -> Finding:
    if found.version == stripe.api_version:
        return Finding(True, f"API version: {stripe.api_version}.")
    sent = found.version or "the account's default"
    return Finding(False, f"API version: {found.ref} sends {sent}, not {stripe.api_version}.")


def _secrets() -> Finding:
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not secrets:
        return Finding(False, "Secrets: none. Set STRIPE_WEBHOOK_SECRETS_FILE, or STRIPE_WEBHOOK_SECRETS.")
    if not all(secret.startswith("whsec_") for secret in secrets):
        return Finding(False, "Secrets: one does not begin with whsec_.")
    return Finding(True, f"Secrets: {len(secrets)}. Stripe does not show them: a first event proves them.")


def _pages() -> Finding:
    """Chromium goes only where the policy of our own page lets a form lead."""
    pages = settings.STRIPE_PAGES
    no_origin = [page for page in pages if urlsplit(page)[2:] != ("", "", "") or not urlsplit(page).netloc]
    if not pages or no_origin:
        return Finding(False, f"Pages: STRIPE_PAGES is no list of origins: {', '.join(no_origin) or 'empty'}.")
    return Finding(True, f"Pages: buyers may be led to {', '.join(pages)}.")
