"""Requests that no page can read are refused in one place: PostgreSQL takes neither NUL nor half a character.

It stands behind the limit of bodies, which must not be read before, and before the protection of forms, which reads
the first one. The API's bodies are read by a parser of its own (``kreislauf.web.api_json``), files by their forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from kreislauf.web import errors

_UNREADABLE = re.compile(r"[\0\ud800-\udfff]")


class ReadableMiddleware:
    """Looks once the route is known: an address that leads nowhere is not found, whatever stands in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        return None if all(is_readable(text) for text in _texts(request)) else errors.bad_request(request)


def is_readable(text: str) -> bool:
    """Whether it can be stored: no NUL, and no half of a surrogate pair."""
    return not _UNREADABLE.search(text)


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for fields in [request.GET] if request.path.startswith(errors.API) else [request.GET, request.POST]:
        for name, values in fields.lists():
            yield name
            yield from map(str, values)
