"""Tell businesses by mail what they sold the day before: never of nothing, never twice, and only those who want it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.vouchers.models import SalesMail, Voucher
from marketplace.vouchers.orders.emails import sold


def sold_on(day: date) -> QuerySet[Voucher]:
    return Voucher.objects.filter(issued_at__gte=midnight(day), issued_at__lt=midnight(day + timedelta(days=1)))


def mail_sales(day: date) -> None:
    """Queue the mail of each business that sold something on ``day``. Repeatable."""
    sellers = sold_on(day).order_by().values_list("business", flat=True).distinct()
    for business in Business.objects.filter(pk__in=sellers).exclude(email=""):
        with transaction.atomic():
            SalesMail.objects.get_or_create(business=business)
            due = SalesMail.objects.filter(business=business, off_at__isnull=True).exclude(mailed_until__gte=day)
            # One statement, so that two sweeps at once write one mail.
            if due.update(mailed_until=day):
                sold.queue(business, to=business.email, day=day.isoformat())


@transaction.atomic
def switch_sales_mail(business: Business, *, on: bool, by: Actor, at: datetime) -> None:
    SalesMail.objects.update_or_create(business=business, defaults={"off_at": None if on else at})
    record("sales_mail.on" if on else "sales_mail.off", business, by=by, at=at)


def has_sales_mail(business: Business) -> bool:
    return not SalesMail.objects.filter(business=business, off_at__isnull=False).exists()
