"""`/betrieb/verkauf/`: what a business has sold."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kreislauf.german import midnight
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.sales import sales_of, sold_vouchers
from marketplace.vouchers.books.statement import months
from marketplace.vouchers.orders.mail_sales import has_sales_mail, switch_sales_mail
from marketplace.vouchers.till.with_business import with_till_business

PER_PAGE = 24


@allow(Audience.BUSINESS, while_off=True)
@require_GET
@with_till_business
def sales(request: HttpRequest, business: Business) -> HttpResponse:
    """What was sold, what of it is still open, what was redeemed; by month, and of one month."""
    by_month = months(business)
    chosen = next((one for one in by_month if f"{one.month:%Y-%m}" == request.GET.get("monat")), None)
    sold = sold_vouchers(business)
    if chosen:
        first, last = chosen.month, (chosen.month + timedelta(days=32)).replace(day=1)
        sold = sold.filter(issued_at__gte=midnight(first), issued_at__lt=midnight(last))
    context = {
        "business": business,
        "sums": sales_of(business),
        "months": by_month,
        "chosen": chosen,
        "page": key_page(sold, request.GET.get("seite"), per_page=PER_PAGE),
        "today": timezone.localdate(),
        "has_mail": has_sales_mail(business),
        "is_sandbox": "sandbox" in settings.PAYMENT_PROVIDERS,
    }
    return render(request, "vouchers/business/sales.html", context)


@allow(Audience.BUSINESS, while_off=True)
@require_POST
@with_till_business
def sales_mail(request: HttpRequest, business: Business) -> HttpResponse:
    """Switch the daily mail on or off."""
    on = "an" in request.POST
    switch_sales_mail(business, on=on, by=request.user, at=timezone.now())
    text = _("Sie bekommen wieder eine E-Mail, wenn etwas verkauft wurde.") if on else _("Die E-Mail ist abgestellt.")
    messages.success(request, text)
    return redirect("vouchers:business:sales")


@allow(Audience.BUSINESS, while_off=True)
@require_GET
@with_till_business
def sales_file(request: HttpRequest, business: Business) -> FileResponse:
    """Every voucher sold, as a table for the bookkeeping."""
    rows = (
        (
            f"{timezone.localtime(voucher.issued_at):%d.%m.%Y}",
            voucher.order.number,
            f"…{voucher.code[-4:]}",
            voucher.order.title,
            voucher.order.get_vat_kind_display(),
            voucher.order.vat_rate if voucher.order.vat_rate is not None else "",
            Euros(voucher.value_cents),
            Euros(voucher.left_cents),
            f"{voucher.expires_on:%d.%m.%Y}",
        )
        for voucher in sold_vouchers(business).iterator(chunk_size=500)
    )
    header = [
        _("Verkauft am"),
        _("Bestellung"),
        _("Gutschein"),
        _("Angebot"),
        _("Umsatzsteuer"),
        _("Steuersatz in Prozent"),
        _("Wert in Euro"),
        _("offen in Euro"),
        _("gültig bis"),
    ]
    return stream_table(request, f"verkauf-{timezone.localdate():%Y-%m-%d}", header, rows)
