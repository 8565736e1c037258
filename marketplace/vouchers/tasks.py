"""Work that the buyer does not wait for."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from marketplace.vouchers.emails import send_vouchers


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def mail_vouchers(*, order_id: int) -> None:
    send_vouchers(order_id, at=timezone.now())
