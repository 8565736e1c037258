"""Work on payments that nobody waits for: each calls one verb; what a silent provider leaves is the sweeper's."""

from __future__ import annotations

from contextlib import suppress

from celery import shared_task
from django.utils import timezone

from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt, Refund
from billing.payments.send_refund import send_refund
from billing.payments.sweep import BATCH, sweep
from billing.providers.base import ProviderDown
from kreislauf.regions import stepping_into
from tenants.regions.regions_with import regions_with


@shared_task
def converge_attempt(*, attempt_id: int) -> None:
    converge_quietly(Attempt.objects.get(pk=attempt_id), at=timezone.now())


@shared_task
def send_one_refund(*, refund_id: int) -> None:
    with suppress(ProviderDown):
        send_refund(refund_id, at=timezone.now())


@shared_task
def sweep_region() -> None:
    """One batch; with more to do it queues again, behind the other regions."""
    if sweep(at=timezone.now()) >= BATCH:
        sweep_region.delay()


@shared_task(platform=True)
def sweep_regions() -> None:
    """A task for each region with something due, so that a small one never waits behind a big one's payments."""
    now = timezone.now()
    for region in regions_with(Attempt.objects.due(now), Refund.objects.due(now)):
        with stepping_into(region.card()):
            # The next round comes in a minute: rounds nobody got to do not pile up.
            sweep_region.apply_async(expires=60)
