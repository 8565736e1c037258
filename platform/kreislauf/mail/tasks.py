"""Sending: a task for each mail, a batch for what was left."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.mail.deliver import BATCH, deliver, sweep


@app.task(found_by="tenants.tasks.sweep_mail")
def deliver_mail(*, pk: int) -> None:
    deliver(pk, at=timezone.now())


@app.task(platform=True, found_by="tenants.tasks.sweep_mail")
def deliver_platform_mail(*, pk: int) -> None:
    deliver(pk, at=timezone.now())


@app.task(found_by="tenants.tasks.sweep_mail")
def sweep_region() -> None:
    """One batch; with more to do it queues again, behind the other regions."""
    if sweep(at=timezone.now()) >= BATCH:
        sweep_region.apply_async(expires=60)
