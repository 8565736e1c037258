"""The same pages about paper in two areas: a business's and the office's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.campaigns.paper import pages
from marketplace.campaigns.writing.desk import OFFICE, business_desk

Page = Callable[..., HttpResponse]
View = Callable[..., HttpResponseBase]
LOOK, ASK, DO = ("GET", "HEAD"), ("GET", "HEAD", "POST"), ("POST",)


def of_office(page: Page, methods: tuple[str, ...]) -> View:
    def view(request: HttpRequest, pk: int, **more: int) -> HttpResponse:
        return page(request, OFFICE, pk, **more)

    return allow(Audience.EDITOR)(require_http_methods(list(methods))(view))


def of_business(page: Page, methods: tuple[str, ...]) -> View:
    def view(request: HttpRequest, business: Business, pk: int, **more: int) -> HttpResponse:
        return page(request, business_desk(business), pk, **more)

    return allow(Audience.BUSINESS)(require_http_methods(list(methods))(with_business(view)))


def _patterns(made: Callable[[Page, tuple[str, ...]], View]) -> list[URLPattern]:
    one = "<int:pk>/papier/<int:pledge>"
    return [
        path("<int:pk>/papier/", made(pages.list_page, LOOK), name="paper"),
        path("<int:pk>/papier/neu/", made(pages.new_page, ASK), name="new_paper"),
        path("<int:pk>/papier/liste.pdf", made(pages.sheet, LOOK), name="paper_sheet"),
        path(f"{one}/beleg.pdf", made(pages.receipt, LOOK), name="paper_receipt"),
        path(f"{one}/kasse/", made(pages.cash, DO), name="paper_cash"),
        path(f"{one}/streichung/", made(pages.striking, ASK), name="paper_striking"),
    ]


business_patterns = _patterns(of_business)
office_patterns = [
    *_patterns(of_office),
    path("<int:pk>/papier/<int:pledge>/bestaetigung/", of_office(pages.confirmation, DO), name="paper_confirmation"),
]
