"""What was sold, and what is still open: the numbers for the council."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.vouchers.books import balances as books
from marketplace.vouchers.books.period import period_of, usual_periods
from marketplace.vouchers.books.report import report_on
from marketplace.vouchers.books.sales import sales_in

PER_PAGE = 50


@allow(Audience.EDITOR, while_off=True)
@require_GET
def sales(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    period = period_of(request.GET, today=today)
    context = {"period": period, "usual": usual_periods(today), "report": report_on(period), "today": today}
    return render(request, "vouchers/office/sales.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def sales_file(request: HttpRequest) -> FileResponse:
    period = period_of(request.GET, today=timezone.localdate())
    rows = ((row.business, row.count, Euros(row.sold_cents), Euros(row.redeemed_cents)) for row in sales_in(period))
    header = [_("Betrieb"), _("Gutscheine"), _("verkauft in Euro"), _("eingelöst in Euro")]
    return stream_table(request, f"verkauf-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}", header, rows)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def balances(request: HttpRequest) -> HttpResponse:
    """Open amounts by business, out of the books, beside what the vouchers hold."""
    page = key_page(books.sellers(), request.GET.get("seite"), per_page=PER_PAGE)
    rows, totals = books.balances_of(page.object_list), books.total()
    context = {
        "page": page,
        "rows": rows,
        "totals": totals,
        "agree": totals.agrees and all(row.agrees for row in rows),
    }
    return render(request, "vouchers/office/balances.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def balances_file(request: HttpRequest) -> FileResponse:
    rows = (
        (
            row.business,
            *(Euros(cents) for cents in (row.booked_cents, row.held_cents, row.blocked_cents, row.redeemed_cents)),
        )
        for row in books.all_balances()
    )
    header = [
        _("Betrieb"),
        _("offen laut Buchungen in Euro"),
        _("auf Gutscheinen in Euro"),
        _("davon gesperrt in Euro"),
        _("eingelöst in Euro"),
    ]
    return stream_table(request, f"offene-betraege-{timezone.localdate():%Y-%m-%d}", header, rows)
