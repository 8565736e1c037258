"""Gives each request its number, or takes the proxy's, and writes it on the answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kreislauf.log_context import WELL_FORMED, new_request_id, working_for
from kreislauf.web.proxies import comes_through_our_proxy

HEADER = "X-Request-ID"


class RequestIdMiddleware:
    """Outermost, so that no line of the log and no answer is without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Django reports an answer of 400 and more when this middleware has been left: the request still knows it.
        request_id = request.request_id = request_id_of(request)  # type: ignore[attr-defined]
        with working_for(request, request_id=request_id):
            response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response


def request_id_of(request: HttpRequest) -> str:
    """The proxy's if it is well-formed, else a new one."""
    given = request.headers.get(HEADER, "")
    if comes_through_our_proxy(request) and WELL_FORMED.fullmatch(given):
        return given
    return new_request_id()
