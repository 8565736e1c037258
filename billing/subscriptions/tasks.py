from __future__ import annotations

from django.utils import timezone

from billing.subscriptions import sweep as left_to_do
from billing.subscriptions.card import check_due_pages
from billing.subscriptions.models import Invoice
from billing.subscriptions.send import finish
from kreislauf.celery import app


@app.task(platform=True, found_by="billing.subscriptions.tasks.sweep")
def finish_invoice(*, pk: int) -> None:
    """Files and mail of one that was just issued."""
    finish(Invoice.objects.get(pk=pk), at=timezone.now())


@app.task(platform=True, found_by="billing.subscriptions.tasks.sweep")
def sweep_subscription(*, pk: int) -> None:
    """The first period of one that just began."""
    left_to_do.sweep_subscription(pk, at=timezone.now())


@app.task(platform=True)
def sweep() -> None:
    left_to_do.sweep(at=timezone.now())


@app.task(platform=True)
def check_card_pages() -> None:
    check_due_pages(at=timezone.now())
