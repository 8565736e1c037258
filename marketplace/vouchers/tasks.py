"""Work on orders and vouchers that nobody waits for."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.german import midnight
from kreislauf.regions import stepping_into
from marketplace.vouchers.books.platform_tax.warn import warn_sellers
from marketplace.vouchers.models import Declaration, Offer, Order, Voucher
from marketplace.vouchers.offers.payable import settle_payable
from marketplace.vouchers.orders.hold import release_holds
from marketplace.vouchers.orders.mail_sales import mail_sales, sold_on
from marketplace.vouchers.withdrawal.by_number import sweep_declarations
from tenants.regions.regions_with import regions_with


@app.task
def release_in_region() -> None:
    release_holds(at=timezone.now())


@app.task(platform=True)
def release_in_regions() -> None:
    """A task for each region in which an unpaid order has held pieces long enough."""
    for region in regions_with(Order.objects.holding_too_long(timezone.now())):
        with stepping_into(region.card()):
            release_in_region.apply_async(expires=60)


@app.task
def settle_payable_here() -> None:
    settle_payable(at=timezone.now())


@app.task(platform=True)
def settle_payable_in_regions() -> None:
    """In every region: a way to pay may have come or gone with the installation's settings."""
    for region in regions_with(Offer.objects.filter(published_at__isnull=False)):
        with stepping_into(region.card()):
            settle_payable_here.apply_async(expires=3600)


@app.task
def sweep_region() -> None:
    sweep_declarations(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which a declaration of withdrawal has waited long enough."""
    for region in regions_with(Declaration.objects.due(timezone.now())):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)


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


@app.task
def warn_sellers_here() -> None:
    warn_sellers(at=timezone.now())


@app.task(platform=True)
def sweep_sellers() -> None:
    """Who came near the threshold of the PStTG, in every region where something was sold since yesterday."""
    since = midnight(timezone.localdate() - timedelta(days=1))
    for region in regions_with(Voucher.objects.filter(issued_at__gte=since)):
        with stepping_into(region.card()):
            warn_sellers_here.apply_async(expires=3600)
