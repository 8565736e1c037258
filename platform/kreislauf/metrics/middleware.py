"""Counts every answer by its route's name."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.metrics.objectives import note_answer
from kreislauf.metrics.registry import REGION_REQUESTS, REQUEST_SECONDS, REQUESTS
from kreislauf.metrics.routes import route_of

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MetricsMiddleware:
    """The outermost one: what it measures is what the web server waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        # Anybody may invent a method; each new word would be a new row.
        method = request.method if request.method in METHODS else "other"
        route, seconds = route_of(request, response), perf_counter() - began
        REQUESTS.labels(route, method, response.status_code).inc()
        REQUEST_SECONDS.labels(route, method).observe(seconds)
        note_answer(route, method, response.status_code, seconds=seconds)
        region = getattr(request, "region", None)
        if settings.METRICS_OF_REGIONS and region is not None:
            REGION_REQUESTS.labels(region.label, response.status_code).inc()
        return response
