"""A trace goes on from our own proxy's, and from nobody else's."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory
from opentelemetry.sdk.trace import TracerProvider
from pytest_django import Settings

from kreislauf.web import traced
from kreislauf.web.request_id import RequestIdMiddleware
from kreislauf.web.wsgi_handler import Handler

TRACE = "0af7651916cd43dd8448eb211c80319c"
GIVEN = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.mark.parametrize(("sender", "goes_on"), [("10.0.0.7", True), ("203.0.113.7", False)])
def test_the_trace_of_a_visitor_s_own_making_is_not_gone_on_with(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, sender: str, goes_on: bool
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    monkeypatch.setattr(traced, "tracer", lambda: TracerProvider().get_tracer("tests"))
    request = RequestFactory().get("/", REMOTE_ADDR=sender, HTTP_TRACEPARENT=GIVEN)

    RequestIdMiddleware(traced.TracedMiddleware(lambda _: HttpResponse()))(request)

    assert len(request.trace_id) == 32  # type: ignore[attr-defined]
    assert (request.trace_id == TRACE) is goes_on  # type: ignore[attr-defined]


def test_free_text_beside_a_trace_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    monkeypatch.setattr(WSGIHandler, "__call__", lambda self, environ, start: seen.update(environ))
    monkeypatch.setattr(Handler, "__init__", lambda self: None)
    environ = {"HTTP_BAGGAGE": "user=ute", "HTTP_TRACESTATE": "a=ute", "HTTP_SENTRY_TRACE": "ute", "HTTP_HOST": "kiel"}

    Handler()(environ, None)

    assert seen == {"HTTP_HOST": "kiel"}
