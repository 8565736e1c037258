"""Who is asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject


class SignInMiddleware:
    """``request.user``, looked up on first use. Shared caches do not store pages for signed-in people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _remembered_user(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.session.accessed and not request.session.is_empty():
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _remembered_user(request: HttpRequest) -> Any:
    if not hasattr(request, "_user"):
        request._user = get_user(request)  # type: ignore[attr-defined]
    return request._user  # type: ignore[attr-defined]
