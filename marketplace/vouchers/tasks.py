"""Work on sold vouchers that nobody waits for."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.vouchers.orders.mail_sales import mail_sales, sold_on
from tenants.regions.regions_with import regions_with


@app.task
def mail_sales_here(*, day: str) -> None:
    mail_sales(date.fromisoformat(day))


@app.task(platform=True)
def sweep_sales_mails() -> None:
    """What was sold yesterday, in every region where something was."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for region in regions_with(sold_on(yesterday)):
        with stepping_into(region.card()):
            mail_sales_here.delay(day=yesterday.isoformat())
