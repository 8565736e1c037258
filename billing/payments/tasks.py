"""Work on payments that nobody waits for: each calls one verb; what a silent provider leaves is the sweeper's."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone

from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt, Merchant, Refund
from billing.payments.payouts import sync_payouts
from billing.payments.send_refund import send_refund
from billing.payments.sweep import BATCH, sweep
from billing.providers.base import ProviderDown, ProviderRefused
from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.regions.regions_with import regions_with


@app.task(found_by="billing.payments.tasks.sweep_regions")
def converge_attempt(*, attempt_id: int) -> None:
    converge_quietly(Attempt.objects.get(pk=attempt_id), at=timezone.now())


@app.task(found_by="billing.payments.tasks.sweep_regions")
def send_one_refund(*, refund_id: int) -> None:
    with suppress(ProviderDown):
        send_refund(refund_id, at=timezone.now())


@app.task(found_by="billing.payments.tasks.sweep_regions")
def sync_merchant_payouts(*, merchant_id: int) -> None:
    with suppress(ProviderDown, ProviderRefused):
        sync_payouts(merchant_id, at=timezone.now())


@app.task(found_by="billing.payments.tasks.sweep_regions")
def sweep_region() -> None:
    """One batch; with more to do it queues again, behind the other regions."""
    if sweep(at=timezone.now()) >= BATCH:
        sweep_region.delay()


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region with something due, so that a small one never waits behind a big one's payments."""
    now = timezone.now()
    due = (Attempt.objects.due(now), Refund.objects.due(now), Merchant.objects.payouts_due(now))
    for region in regions_with(*due):
        with stepping_into(region.card()):
            # The next round comes in a minute: rounds nobody got to do not pile up.
            sweep_region.apply_async(expires=60)
