"""The platform's front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.signup.showcase import showcase


@allow(Audience.ANYONE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "platform/home.html", {"regions": showcase()})
