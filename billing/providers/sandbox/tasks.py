"""The sandbox sends its events to the platform over HTTP, as a real provider does."""

from __future__ import annotations

import httpx
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from billing.providers.sandbox import events as sandbox_events
from billing.providers.sandbox.models import SandboxAccount, SandboxCheckout
from kreislauf.celery import app
from kreislauf.regions import address_of, current_region


@app.task(
    autoretry_for=(httpx.HTTPError,),
    retry_backoff=2,
    max_retries=5,
    found_by="billing.payments.tasks.sweep_regions",  # it asks the provider, with or without an event
)
def send_event(*, checkout_id: int) -> None:
    checkout = SandboxCheckout.objects.get(pk=checkout_id)
    _post(sandbox_events.body_of(schema=current_region().schema, key=checkout.key))


@app.task(
    autoretry_for=(httpx.HTTPError,),
    retry_backoff=2,
    max_retries=5,
    found_by="billing.connect.tasks.sweep_accounts",
)
def send_account_event(*, account_id: int) -> None:
    _post(sandbox_events.body_of_account(SandboxAccount.objects.get(pk=account_id).ref))


def _post(body: bytes) -> None:
    path = reverse("connect:events", args=["sandbox"], urlconf=settings.URLCONFS["platform"])
    headers = {
        "Host": address_of(settings.PLATFORM_HOST).partition("://")[2],
        "Content-Type": "application/json",
        sandbox_events.HEADER: sandbox_events.sign(body, at=timezone.now()),
    }
    httpx.post(settings.WEBHOOK_BASE + path, content=body, headers=headers, timeout=5).raise_for_status()
