"""What the web server hands to Django."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

# They carry any text that a visitor likes into whatever follows traces; we follow none but our own proxy's.
FREE_TEXT = ("HTTP_BAGGAGE", "HTTP_TRACESTATE", "HTTP_SENTRY_TRACE")


class Utf8Request(WSGIRequest):
    """A request in UTF-8, whatever character set its sender names: ours are all in it, and ``hex`` breaks Django."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Utf8Request

    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        for name in FREE_TEXT:
            environ.pop(name, None)
        return super().__call__(environ, start_response)
