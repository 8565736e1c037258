"""`/betrieb/verkauf/2026-11/`: a business's month, to look at, to print, and for the tax adviser."""

from __future__ import annotations

from datetime import date

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import EARLIEST
from marketplace.vouchers.books.statement import Statement, statement
from marketplace.vouchers.till.with_business import with_till_business


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def month(request: HttpRequest, business: Business, year: int, number: int) -> HttpResponse:
    found = statement(business, _month(year, number))
    context = {"business": business, "statement": found, "sums": found.sums, "running": found.month == this_month()}
    return render(request, "vouchers/business/statement.html", context)


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def month_file(request: HttpRequest, business: Business, year: int, number: int) -> FileResponse:
    """Opening balance, each event, closing balance."""
    found = statement(business, _month(year, number))
    head = [
        *(_("Datum"), _("Vorgang"), _("Beleg"), _("Angebot"), _("Umsatzsteuer")),
        *(_("Betrag in Euro"), _("offen danach in Euro")),
    ]
    return stream_table(request, f"abrechnung-{found.month:%Y-%m}", head, list(_rows(found)))


def _rows(found: Statement) -> list[tuple[object, ...]]:
    left = found.opening_cents
    rows: list[tuple[object, ...]] = [
        (f"{found.month:%d.%m.%Y}", _("Offene Gutscheine am Anfang"), "", "", "", "", Euros(left))
    ]
    for line in found.lines:
        left += line.cents
        day = f"{timezone.localtime(line.at):%d.%m.%Y}"
        rows.append((day, str(line.word), line.memo, line.title, line.vat, Euros(line.cents), Euros(left)))
    closing = _("Offene Gutscheine heute") if found.month == this_month() else _("Offene Gutscheine am Ende")
    rows.append(("", closing, "", "", "", "", Euros(left)))
    return rows


def _month(year: int, number: int) -> date:
    """The first day of a month that has begun."""
    try:
        month = date(year, number, 1)
    except (ValueError, OverflowError):  # the second for a year that no machine can count
        raise Http404 from None
    if not EARLIEST <= month <= timezone.localdate():
        raise Http404
    return month


def this_month() -> date:
    return timezone.localdate().replace(day=1)
