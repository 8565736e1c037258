"""One span a request: its method, its route, its status and its region. Of an address there is nothing but the route.

OpenTelemetry's own middleware for Django was weighed: it writes the address and the client on the span, asks for the
host before a wrong one is refused, and looks routes up in a list that is none of the site's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from opentelemetry.trace import Span, SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from kreislauf.log_context import current_trace_id
from kreislauf.spans import tracer
from kreislauf.web.proxies import comes_through_our_proxy

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class TracedMiddleware:
    """Stands where tracing is on only. Probes are not traced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/-/"):
            return self.get_response(request)
        given = {"traceparent": request.headers.get("Traceparent", "")} if comes_through_our_proxy(request) else {}
        parent = TraceContextTextMapPropagator().extract(given)
        with tracer().start_as_current_span("HTTP", context=parent, kind=SpanKind.SERVER) as span:
            request.trace_id = current_trace_id()  # type: ignore[attr-defined]
            response = self.get_response(request)
            _describe(span, request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        get_current_span().set_attribute("error.type", type(exception).__qualname__)


def _describe(span: Span, request: HttpRequest, response: HttpResponse) -> None:
    match: Any = request.resolver_match
    method = request.method if request.method in METHODS else "_OTHER"
    span.update_name(f"{method} /{match.route}" if match else str(method))
    span.set_attribute("http.request.method", str(method))
    span.set_attribute("http.response.status_code", response.status_code)
    span.set_attribute("kreislauf.request_id", request.request_id)  # type: ignore[attr-defined]
    if match:
        span.set_attribute("http.route", f"/{match.route}")
    if card := getattr(request, "region", None):
        span.set_attribute("kreislauf.region", card.schema)
    if response.status_code >= 500:
        span.set_status(StatusCode.ERROR)
