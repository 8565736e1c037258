"""`/-/healthy`: the process answers. `/-/ready`: the database does too, and its tables are this code's. On any host.

One that is about to end is unhealthy while it still answers, so that nobody is sent to it.
Pages do without the cache server; if they did not count as ready without it, its loss would take every process away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/-/healthy":
            leaving = bool(settings.DRAIN_FILE) and Path(settings.DRAIN_FILE).exists()
            text, status = ("leaving\n", 503) if leaving else ("ok\n", 200)
            return HttpResponse(text, status=status, content_type="text/plain")
        if request.path == "/-/ready":
            missing = [name for name, check in (("database", _database), ("tables", _tables)) if not check()]
            text = (
                f"not ready: {', '.join(missing)}\n" if missing else "ready\n" if _cache() else "ready, without cache\n"
            )
            return HttpResponse(text, status=503 if missing else 200, content_type="text/plain")
        return self.get_response(request)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _cache() -> bool:
    try:
        cache.get("ready")
    except Exception:  # any error means that the cache is not there
        return False
    return True


def _tables() -> bool:
    return bool(import_string(settings.READY_CHECK)())
