"""The sandbox tells the platform, over HTTP, as a provider does."""

from __future__ import annotations

import httpx
from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from billing.providers import sandbox_events
from billing.providers.models import SandboxCheckout
from kreislauf.regions import address_of, current_region


@shared_task(autoretry_for=(httpx.HTTPError,), retry_backoff=2, max_retries=5)
def send_event(*, checkout_id: int) -> None:
    checkout = SandboxCheckout.objects.get(pk=checkout_id)
    body = sandbox_events.body_of(schema=current_region().schema, key=checkout.key)
    path = reverse("payments:events", args=["sandbox"], urlconf=settings.URLCONFS["platform"])
    headers = {
        "Host": address_of(settings.PLATFORM_HOST).partition("://")[2],
        "Content-Type": "application/json",
        sandbox_events.HEADER: sandbox_events.sign(body, at=timezone.now()),
    }
    httpx.post(settings.WEBHOOK_BASE + path, content=body, headers=headers, timeout=5).raise_for_status()


def tell_of(checkout: SandboxCheckout) -> None:
    """Queue the event of what just happened; promised money sends a second one when it arrives."""
    if not settings.WEBHOOK_BASE:
        return
    checkout.refresh_from_db()
    wait = settings.SANDBOX_LATE_SECONDS if checkout.pays_at else 0
    send_event.apply_async(kwargs={"checkout_id": checkout.pk})
    if wait:
        send_event.apply_async(kwargs={"checkout_id": checkout.pk}, countdown=wait + 1)
