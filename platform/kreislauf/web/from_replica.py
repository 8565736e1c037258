"""Public pages are read from the replica, if there is one, for visitors of whom nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse

from kreislauf.replica import REPLICA, note_write, reading_from_replica, replica

READS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def answer_from_replica(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kw: Any) -> HttpResponse:
    """The view's answer; made again from the database itself if the replica fails on the way."""
    if _may_read_there(request):
        try:
            with reading_from_replica():
                return view(request, *args, **kw)
        except Error as error:
            replica.give_up(error)
    return view(request, *args, **kw)


def _may_read_there(request: HttpRequest) -> bool:
    """A session and a key's limits are rows that may have changed just now."""
    return (
        REPLICA in settings.DATABASES
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and replica.has_everything()
    )


class NoteWritesMiddleware:
    """Stands within the region, and only where there is a replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in READS:
            note_write(request.region)  # type: ignore[attr-defined]
        return response
