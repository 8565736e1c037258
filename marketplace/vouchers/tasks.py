"""Work on sold vouchers that nobody waits for."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.vouchers.orders.tell_of_sales import sold_on, tell_of_sales
from tenants.regions.regions_with import regions_with


@app.task
def tell_of_sales_here(*, day: str) -> None:
    tell_of_sales(date.fromisoformat(day))


@app.task(platform=True)
def tell_of_sales_everywhere() -> None:
    """What was sold yesterday, in every region where something was."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for region in regions_with(sold_on(yesterday)):
        with stepping_into(region.card()):
            tell_of_sales_here.delay(day=yesterday.isoformat())
