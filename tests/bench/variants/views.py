"""The same three views for every variant: nothing asked of the database, one row, five rows."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path


def no_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse("0")


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ContentType.objects.get(pk=1).model)


def five_queries(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(ContentType.objects.get(pk=pk).model for pk in range(1, 6)))


urlpatterns = [
    path("no_query/", no_query),
    path("one_query/", one_query),
    path("five_queries/", five_queries),
]
