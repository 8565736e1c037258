"""Pages that break, or queue work that breaks, with something secret in their hands."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from kreislauf.permissions import Audience, allow
from kreislauf.soon import soon


@csrf_exempt
@allow(Audience.ANYONE)
def fail(request: HttpRequest, token: str) -> HttpResponse:
    password = request.POST["password"]
    raise RuntimeError("Something broke." if password and token else "Nothing was sent.")


@csrf_exempt
@allow(Audience.ANYONE)
def queue(request: HttpRequest, token: str) -> HttpResponse:
    from kreislauf.accounts.models import User

    with transaction.atomic():
        person = User.objects.get(email=request.POST["email"])
        soon("tests.kreislauf.broken_task.insert_twice", person=person.pk)
    return HttpResponse(f"queued for {person.email}", content_type="text/plain")


urlpatterns = [
    path("kaputt/<str:token>/", fail),
    path("auftrag/<str:token>/", queue),
    path("", include("kreislauf.urls_region")),
]
