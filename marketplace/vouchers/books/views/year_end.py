"""`/betrieb/buchhaltung/jahresende/` and the office's: vouchers that were open when a year ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import EARLIEST
from marketplace.vouchers.books.statement import vat_words
from marketplace.vouchers.books.views.pages import Pages, pages_of
from marketplace.vouchers.books.year_end import list_open, sums_on
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
    last = last_day(request.GET.get("jahr", ""), today=today)
    sums = sums_on(last, pages.business)
    context = {
        **pages.context,
        "last": last,
        "running": last >= today,
        "years": range(today.year, EARLIEST.year - 1, -1),
        "sums": sums,
        "rows": [(vat_words(row.vat_kind, row.vat_rate), row) for row in sums.rows],
        "file_url": reverse(f"{pages.routes}:year_end_file"),
    }
    return render(request, pages.template("year_end"), context)


def _file(request: HttpRequest, pages: Pages) -> FileResponse:
    last = last_day(request.GET.get("jahr", ""), today=timezone.localdate())
    header = [
        *(_("Betrieb"), _("Gutschein"), _("Code (Ende)"), _("Angebot"), _("Umsatzsteuer"), _("Verkauft am")),
        *(_("gültig bis"), _("Wert in Euro"), _("offen am %(day)s in Euro") % {"day": f"{last:%d.%m.%Y}"}),
    ]
    return stream_table(request, f"offene-gutscheine-{last:%Y-%m-%d}", header, _rows(last, pages))


def _rows(last: date, pages: Pages) -> Iterator[tuple[object, ...]]:
    for one in list_open(last, pages.business):
        yield (
            *(one.business, one.number, one.code, one.title, vat_words(one.vat_kind, one.vat_rate)),
            *(f"{one.issued_on:%d.%m.%Y}", f"{one.expires_on:%d.%m.%Y}"),
            *(Euros(one.value_cents), Euros(one.left_cents)),
        )


def last_day(text: str, *, today: date) -> date:
    """31 December of the year asked for; of the last whole year where none, or none that makes sense, was asked for."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year - 1
    return date(year if EARLIEST.year <= year <= today.year else today.year - 1, 12, 31)
