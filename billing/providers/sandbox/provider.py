"""A provider that takes no money: it plays the world outside, so that everything can be tried without one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt, AttemptState, Merchant, Refund
from billing.providers.base import (
    DisputeState,
    Event,
    ProviderRefused,
    ProviderState,
    RefundResult,
    ReportedAccount,
    ReportedCharge,
    ReportedDispute,
    ReportedPayout,
    ReportedRefund,
    Started,
)
from billing.providers.sandbox import accounts, payouts
from billing.providers.sandbox import events as sandbox_events
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout, SandboxPayout, SandboxRefund
from billing.providers.sandbox.world import dispute_ref, new_ref, refundable_cents, settle_due
from kreislauf.regions import current_region


class Sandbox:
    """Keeps its books in the region's schema. Production never has one."""

    title: ClassVar[str | Promise] = _("Testkasse")
    hint: ClassVar[str | Promise] = _("Auf der Seite des Zahlungsdienstes; hier fließt kein Geld.")
    page_origins: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        if settings.PRODUCTION:
            raise ImproperlyConfigured("The sandbox takes no real money: production has no place for it.")

    def start(self, attempt: Attempt) -> Started:
        accounts.refuse_disconnected(attempt.merchant)
        now = timezone.now()
        checkout, _made = SandboxCheckout.objects.get_or_create(
            key=attempt.key,
            defaults={
                "ref": new_ref("pay"),
                "merchant": attempt.merchant.key if attempt.merchant else None,
                "amount_cents": attempt.amount_cents,
                "title": attempt.title,
                "return_url": attempt.return_url,
                "opened_at": now,
                "expires_at": now + timedelta(seconds=settings.SANDBOX_OPEN_SECONDS),
            },
        )
        path = reverse("sandbox:checkout", args=[checkout.ref], urlconf=settings.URLCONFS["region"])
        return Started(ref=checkout.ref, url=current_region().url + path)

    def fetch(self, attempt: Attempt) -> ProviderState:
        accounts.refuse_disconnected(attempt.merchant)
        checkout = SandboxCheckout.objects.filter(key=attempt.key).first()
        if checkout is None:
            raise ProviderRefused(f"The sandbox has no {attempt.key}.")
        settle_due(checkout)
        charges = list(checkout.charges.prefetch_related("refunds").order_by("pk"))
        return ProviderState(
            state=_state(checkout, charges),
            charges=tuple(
                ReportedCharge(charge.ref, charge.amount_cents, charge.paid_at, fee_cents=charge.fee_cents)
                for charge in charges
            ),
            refunds=tuple(
                ReportedRefund(refund.ref, refund.key, charge.ref, refund.amount_cents, _result(refund))
                for charge in charges
                for refund in charge.refunds.all()
            ),
            disputes=tuple(_dispute(charge) for charge in charges if charge.disputed_cents),
        )

    def cancel(self, attempt: Attempt) -> None:
        unpaid = SandboxCheckout.objects.filter(key=attempt.key, charges=None, cancelled_at=None)
        unpaid.update(cancelled_at=timezone.now())

    @transaction.atomic
    def refund(self, refund: Refund) -> str:
        accounts.refuse_disconnected(refund.charge.attempt.merchant)
        charge = SandboxCharge.objects.select_for_update().filter(ref=refund.charge.provider_ref).first()
        if charge is None:
            raise ProviderRefused(f"The sandbox has no {refund.charge.provider_ref}.")
        known = charge.refunds.filter(key=str(refund.key)).first()
        if known is not None:
            return known.ref
        if refund.amount_cents > refundable_cents(charge):
            raise ProviderRefused(f"{charge.ref} has {refundable_cents(charge)} cents left.")
        sent = SandboxRefund.objects.create(
            charge=charge,
            key=str(refund.key),
            ref=new_ref("back"),
            amount_cents=refund.amount_cents,
            refunded_at=None if charge.holds_refunds else timezone.now(),
        )
        return sent.ref

    def fetch_payouts(self, merchant: Merchant, *, since: datetime) -> tuple[ReportedPayout, ...]:
        payouts.pay_out_what_is_due(merchant.key)
        found = SandboxPayout.objects.filter(merchant=merchant.key, changed_at__gte=since).order_by("pk")
        return tuple(payouts.reported(payout) for payout in found)

    def verify_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return sandbox_events.verify(headers, body, now=timezone.now())

    def open_account(self, merchant: Merchant) -> str:
        return accounts.open_account(merchant)

    def onboarding_url(self, merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
        return accounts.onboarding_url(merchant, return_url=return_url, refresh_url=refresh_url)

    def fetch_account(self, merchant: Merchant) -> ReportedAccount:
        return accounts.fetch_account(merchant)


def _state(checkout: SandboxCheckout, charges: list[SandboxCharge]) -> AttemptState:
    if charges:
        return AttemptState.SUCCEEDED
    if checkout.cancelled_at:
        return AttemptState.FAILED
    if checkout.pays_at:
        return AttemptState.PROCESSING
    return AttemptState.EXPIRED if checkout.expires_at <= timezone.now() else AttemptState.OPEN


def _dispute(charge: SandboxCharge) -> ReportedDispute:
    state = DisputeState.WON if charge.dispute_won_at else DisputeState.OPEN
    fee_cents = 0
    if charge.dispute_lost_at:
        state, fee_cents = DisputeState.LOST, payouts.DISPUTE_FEE_CENTS
    return ReportedDispute(dispute_ref(charge), charge.ref, charge.disputed_cents, state, fee_cents)


def _result(refund: SandboxRefund) -> RefundResult:
    if refund.failed_at:
        return RefundResult.FAILED
    return RefundResult.SUCCEEDED if refund.refunded_at else RefundResult.PENDING
