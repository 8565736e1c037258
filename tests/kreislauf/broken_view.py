"""A page that breaks, with something secret in its hands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kreislauf.permissions import Audience, allow


@csrf_exempt
@allow(Audience.ANYONE)
def fail(request: HttpRequest, token: str) -> HttpResponse:
    password = request.POST["password"]
    raise RuntimeError("Something broke." if password and token else "Nothing was sent.")


urlpatterns = [path("kaputt/<str:token>/", fail)]
