"""`/betrieb/buchhaltung/` and `/verwaltung/buchhaltung/`: every list and file for the books, and what each is for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from marketplace.businesses.models import Business
from marketplace.vouchers.books.views.pages import pages_of
from marketplace.vouchers.till.with_business import with_till_business


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
def of_business(request: HttpRequest, business: Business) -> HttpResponse:
    return render(request, "vouchers/books/bookkeeping_business.html", pages_of(business).context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def of_region(request: HttpRequest) -> HttpResponse:
    return render(request, "vouchers/books/bookkeeping_office.html", pages_of(None).context)
