"""The pages that every public body's site must have. Their texts are the region's own; a gap is said openly."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.branding.context import site_of_request


class Page(NamedTuple):
    """A legal page: its heading and the branding's field that holds its text."""

    heading: str | Promise
    field: str


def _page(page: Page) -> Callable[[HttpRequest], HttpResponse]:
    @allow(Audience.ANYONE, while_draft=True, while_paused=True)
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        text = getattr(site_of_request(request).branding, page.field)
        return render(request, "pages/legal.html", {"heading": page.heading, "text": text})

    return view


imprint = _page(Page(_("Impressum"), "imprint"))
privacy = _page(Page(_("Datenschutz"), "privacy"))
accessibility = _page(Page(_("Erklärung zur Barrierefreiheit"), "accessibility"))
conditions = _page(Page(_("Nutzungsbedingungen"), "conditions"))


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact.html")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def barrier(request: HttpRequest) -> HttpResponse:
    """How to report a barrier (§ 12b BGG and the laws of the Länder ask for it on every page)."""
    return render(request, "pages/barrier.html")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def easy_language(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/easy_language.html")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def sign_language(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/sign_language.html")
