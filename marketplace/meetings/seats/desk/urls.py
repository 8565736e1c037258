"""The same pages about registrations in three areas: the office's, a partner's, a business's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.meetings.seats.desk import pages
from marketplace.meetings.writing.side import OFFICE, business_side, partner_side
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body

View = Callable[..., HttpResponseBase]
LOOK, ASK, DO = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)


def _for_office(page: View) -> View:
    def view(request: HttpRequest, pk: int, **more: int) -> HttpResponseBase:
        return page(request, OFFICE, pk, **more)

    return view


def _for_partner(page: View) -> View:
    def view(request: HttpRequest, body: Body, pk: int, **more: int) -> HttpResponseBase:
        return page(request, partner_side(request, body), pk, **more)

    return with_body(view)


def _for_business(page: View) -> View:
    def view(request: HttpRequest, business: Business, pk: int, **more: int) -> HttpResponseBase:
        return page(request, business_side(business), pk, **more)

    return with_business(view)


def _patterns(audience: Audience, of_area: Callable[[View], View]) -> list[URLPattern]:
    def made(page: View, methods: tuple[str, ...]) -> View:
        return allow(audience)(require_http_methods(list(methods))(of_area(page)))

    one = "<int:pk>/anmeldungen/<int:registration>"
    return [
        path("<int:pk>/anmeldungen/", made(pages.list_page, LOOK), name="registrations"),
        path("<int:pk>/anmeldungen/neu/", made(pages.new_page, ASK), name="new_registration"),
        path("<int:pk>/anmeldungen/liste.pdf", made(pages.sheet, LOOK), name="attendance_sheet"),
        path("<int:pk>/anmeldungen/raum/", made(pages.room, DO), name="room"),
        path(f"{one}/abmeldung/", made(pages.removal_page, ASK), name="registration_removal"),
        path(f"{one}/anwesenheit/", made(pages.attendance, DO), name="attendance"),
    ]


office_patterns = _patterns(Audience.EDITOR, _for_office)
partner_patterns = _patterns(Audience.PARTNER, _for_partner)
business_patterns = _patterns(Audience.BUSINESS, _for_business)
