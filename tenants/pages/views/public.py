"""The pages that every public body's site must have. Their texts are the region's own; a gap is said openly."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.branding.context import site_of_request
from tenants.pages.texts.kinds import PAGES, LegalPage


def _view(page: LegalPage) -> Callable[[HttpRequest], HttpResponse]:
    @allow(Audience.ANYONE, while_draft=True, while_paused=True)
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        text = page.text(site_of_request(request).branding)
        context = {"heading": page.title, "text": text, "credits": page.slug == "impressum"}
        return render(request, "pages/legal.html", context)

    return view


imprint, privacy, accessibility, conditions = (_view(page) for page in PAGES)


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
