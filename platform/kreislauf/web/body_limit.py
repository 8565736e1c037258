"""How large a request's body may be, and how many bodies may be on their way at once.

A body is looked at by its announced length, before a byte of it is read: nothing of a refused one lies in memory or on
the disk. Reading takes a thread for as long as the sender likes, so some threads are never given to it: pages are still
served while strangers send half a form and wait. The edge in front of us has limits of its own (deploy/edge.md).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.web import errors


class BodyLimitMiddleware:
    """Stands before everything that reads a body, which is Django's protection of forms and the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.free = threading.BoundedSemaphore(settings.BODIES_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _has_body(request):
            return self.get_response(request)
        if not self.free.acquire(blocking=False):
            return errors.busy(request)
        try:
            return self.get_response(request)
        finally:
            self.free.release()

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Django reads as much as was announced: of a body in pieces, nothing.
            return errors.length_required(request)
        takes_files = getattr(view, "takes_files", False)
        photo = settings.UPLOAD_MAX_BYTES if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        most = max(photo, int(takes_files))
        if _length(request) > most:
            return errors.too_large(request, megabytes=most // 1024**2)
        return None


def _has_body(request: HttpRequest) -> bool:
    return "HTTP_TRANSFER_ENCODING" in request.META or _length(request) > 0


def _length(request: HttpRequest) -> int:
    """However many zeros stand before it. What Django reads nothing of, since it is no number, counts as nothing."""
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text.lstrip("0")[:20] or "0") if text.isascii() and text.isdigit() else 0
