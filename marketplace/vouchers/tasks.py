"""Work that the buyer does not wait for."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

from django.db.models import QuerySet
from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.vouchers.emails import send_failed_refund, send_vouchers, send_withdrawal_receipt
from marketplace.vouchers.models import Order
from tenants.regions.regions_with import regions_with

QUEUE_TAKES_AT_MOST = timedelta(minutes=2)


@app.task(autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_vouchers(*, order_id: int) -> None:
    send_vouchers(order_id, at=timezone.now())


@app.task(autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_withdrawal(*, withdrawal_ids: list[int]) -> None:
    send_withdrawal_receipt(withdrawal_ids)


@app.task(autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_failed_refund(*, voucher_id: int) -> None:
    send_failed_refund(voucher_id)


@app.task(platform=True)
def sweep_mails() -> None:
    """Ask the regions for vouchers whose mail got lost on its way through the queue."""
    for region in regions_with(_left_lying()):
        with stepping_into(region.card()):
            sweep_mails_here.delay()


@app.task
def sweep_mails_here() -> None:
    for order_id in _left_lying().values_list("pk", flat=True)[:200]:
        mail_vouchers.delay(order_id=order_id)


def _left_lying() -> QuerySet[Order]:
    return Order.objects.unmailed().filter(fulfilled_at__lt=timezone.now() - QUEUE_TAKES_AT_MOST)
