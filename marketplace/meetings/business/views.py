"""`/betrieb/termine/`: a business announces its meetings; staff approves their words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.meetings.writing import changes, pages
from marketplace.meetings.writing.after_page import after_page
from marketplace.meetings.writing.side import business_side


@allow(Audience.BUSINESS)
@require_safe
@with_business
def meetings(request: HttpRequest, business: Business) -> HttpResponse:
    return pages.list_page(request, business_side(business))


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_business
def new(request: HttpRequest, business: Business) -> HttpResponse:
    return changes.new_page(request, business_side(business))


@allow(Audience.BUSINESS)
@require_safe
@with_business
def meeting(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.meeting_page(request, business_side(business), pk)


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_business
def edit(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return changes.edit_page(request, business_side(business), pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def cancelling(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return changes.cancel_page(request, business_side(business), pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def afterwards(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return after_page(request, business_side(business), pk)
