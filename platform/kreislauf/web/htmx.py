"""What htmx says in a request's headers."""

from __future__ import annotations

from django.http import HttpRequest


def from_htmx(request: HttpRequest) -> bool:
    return "HTTP_HX_REQUEST" in request.META


def wants_part(request: HttpRequest) -> bool:
    """Whether a part of the page is enough. One that comes back from the browser's history must be whole."""
    return from_htmx(request) and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in request.META
