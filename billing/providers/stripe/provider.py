"""Stripe: the buyer pays the merchant's own account (direct charges), and the platform holds no money."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt, Merchant, Refund
from billing.providers.base import (
    Event,
    ProviderRefused,
    ProviderState,
    ReportedAccount,
    ReportedPayout,
    Started,
)
from billing.providers.own_account import OwnPage, OwnPageState
from billing.providers.stripe import accounts, checkout, events, own_pages, payouts, refunds, report


class _Origins:
    """Looked up when it is asked for: tests set up another Stripe."""

    def __get__(self, instance: object, owner: object) -> tuple[str, ...]:
        return tuple(settings.STRIPE_PAGES)


class Stripe:
    title: ClassVar[str | Promise] = _("Karte, PayPal und mehr")
    hint: ClassVar[str | Promise] = _("Sie zahlen auf der Seite von Stripe; der Gutschein ist gleich danach da.")
    page_origins: ClassVar[tuple[str, ...]] = _Origins()  # type: ignore[assignment]

    def start(self, attempt: Attempt) -> Started:
        return checkout.open_page(attempt)

    def fetch(self, attempt: Attempt) -> ProviderState:
        return report.report(attempt, self._page(attempt))

    def cancel(self, attempt: Attempt) -> None:
        with suppress(ProviderRefused):  # it is over already, or was never begun
            checkout.close_page(attempt, self._page(attempt))

    def refund(self, refund: Refund) -> str:
        return refunds.send(refund)

    def verify_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return events.verify(headers, body, now=timezone.now())

    def open_account(self, merchant: Merchant) -> str:
        return accounts.open_account(merchant)

    def onboarding_url(self, merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
        return accounts.onboarding_url(merchant, return_url=return_url, refresh_url=refresh_url)

    def fetch_account(self, merchant: Merchant) -> ReportedAccount:
        return accounts.fetch_account(merchant)

    def fetch_payouts(self, merchant: Merchant, *, since: datetime) -> tuple[ReportedPayout, ...]:
        return payouts.fetch_payouts(merchant, since=since)

    def open_own_page(self, page: OwnPage) -> Started:
        return own_pages.open_page(page)

    def fetch_own_page(self, page: OwnPage) -> OwnPageState | None:
        return own_pages.fetch_page(page)

    def close_own_page(self, page: OwnPage) -> None:
        own_pages.close_page(page)

    def _page(self, attempt: Attempt) -> str:
        """The attempt's name at Stripe; where we never heard it, it is looked for. Refuses with ProviderRefused."""
        if attempt.provider_ref:
            return attempt.provider_ref
        found = checkout.find(attempt)
        if found is None:
            raise ProviderRefused(f"Stripe has no {attempt.key}")
        return found.id
