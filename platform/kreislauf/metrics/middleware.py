"""Counts every answer by its route's name, so that a figure holds no address, and there are only so many of them."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.metrics.registry import REGION_REQUESTS, REQUEST_SECONDS, REQUESTS

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CACHED, HEALTH, STATIC, NONE = "(page cache)", "(health)", "(static)", "(none)"
CLOSED = "(closed)"  # a region that pauses, leaves or is a draft: its 503 is no error of ours


class MetricsMiddleware:
    """The outermost one: what it measures is what the web server waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        # Anybody may invent a method; each new word would be a new row.
        method = request.method if request.method in METHODS else "other"
        route = route_of(request, response)
        REQUESTS.labels(route, method, response.status_code).inc()
        REQUEST_SECONDS.labels(route, method).observe(perf_counter() - began)
        region = getattr(request, "region", None)
        if settings.METRICS_OF_REGIONS and region is not None:
            REGION_REQUESTS.labels(region.label, response.status_code).inc()
        return response


def route_of(request: HttpRequest, response: HttpResponse) -> str:
    """The route's name (``vouchers:offer``), or in brackets what answered before any route was asked."""
    if getattr(response, "is_of_closed_site", False):
        return CLOSED
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or NONE
    if getattr(response, "is_from_page_cache", False):
        return CACHED
    if request.path.startswith("/-/"):
        return HEALTH
    return STATIC if request.path.startswith(settings.STATIC_URL) else NONE
