"""`/betrieb/buchhaltung/umsatzsteuer/` and the office's: sales by how they are taxed, month by month."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import Period, period_of, usual_periods
from marketplace.vouchers.books.vat_kinds import totals, vat_rows
from marketplace.vouchers.books.views.pages import Pages, pages_of
from marketplace.vouchers.till.with_business import with_till_business


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def of_business(request: HttpRequest, business: Business) -> HttpResponse:
    return _page(request, pages_of(business))


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def file_of_business(request: HttpRequest, business: Business) -> FileResponse:
    return _file(request, pages_of(business))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def of_region(request: HttpRequest) -> HttpResponse:
    return _page(request, pages_of(None))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def file_of_region(request: HttpRequest) -> FileResponse:
    return _file(request, pages_of(None))


def _page(request: HttpRequest, pages: Pages) -> HttpResponse:
    today = timezone.localdate()
    period = period_of(request.GET, today=today)
    rows = vat_rows(period, pages.business)
    context = {
        **pages.context,
        "period": period,
        "usual": usual_periods(today),
        "rows": rows,
        "totals": totals(rows),
        "file_url": reverse(f"{pages.routes}:taxes_file"),
    }
    return render(request, pages.template("taxes"), context)


def _file(request: HttpRequest, pages: Pages) -> FileResponse:
    period = period_of(request.GET, today=timezone.localdate())
    header = [
        *(_("Monat"), _("Art"), _("Steuersatz in Prozent"), _("verkauft in Euro"), _("eingelöst in Euro")),
        *(_("erstattet in Euro"), _("zu versteuern in Euro, brutto")),
    ]
    name = f"umsatzsteuer-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}"
    return stream_table(request, name, header, _rows(period, pages))


def _rows(period: Period, pages: Pages) -> Iterator[tuple[object, ...]]:
    for row in vat_rows(period, pages.business):
        sums = (row.sold_cents, row.redeemed_cents, row.refunded_cents, row.taxed_cents)
        rate = row.vat_rate if row.vat_rate is not None else ""
        yield (f"{row.month:%m/%Y}", row.words, rate, *(Euros(cents) for cents in sums))
