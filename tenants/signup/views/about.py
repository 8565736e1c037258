"""Who operates the platform, and its legal pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.about.read import about


@allow(Audience.ANYONE)
@require_safe
def who(request: HttpRequest) -> HttpResponse:
    return render(request, "platform/about.html")


def _legal(heading: str | Promise, field: str) -> Callable[[HttpRequest], HttpResponse]:
    @allow(Audience.ANYONE)
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, "platform/legal.html", {"heading": heading, "text": getattr(about(), field)})

    return view


imprint = _legal(_("Impressum"), "imprint")
privacy = _legal(_("Datenschutz"), "privacy")
accessibility = _legal(_("Erklärung zur Barrierefreiheit"), "accessibility")
