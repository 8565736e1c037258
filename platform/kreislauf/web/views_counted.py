"""How often a public page was looked at, also where it came from the page cache: no cookie, no address, no fingerprint.

The view names what it shows, the answer carries the name through the page cache, and the middleware takes it off
and counts. A visit writes no row: counts wait in the cache server until a sweep folds them into a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kreislauf.web.tally import taken, tally

HEADER = "Kreislauf-Counted"  # never sent
_BOT = re.compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|scan|monitor|preview|fetch|curl|wget|python|java/|go-http|okhttp|headless"
    r"|lighthouse|externalhit|whatsapp|telegram|validator|feed|http[-_ ]?client",
    re.IGNORECASE,
)


def count_view(response: HttpResponse, name: str, what: str) -> HttpResponse:
    """Say that whoever gets this answer looks at ``what``, which is one of the things counted under ``name``."""
    response.headers[HEADER] = f"{name} {what}"
    return response


def views_taken(name: str) -> dict[tuple[date, str], int]:
    """(day, what) → views since the last time. They are forgotten here, so the caller writes them down."""
    pairs = ((key.partition(" "), number) for key, number in taken(name).items())
    return {(date.fromisoformat(day), what): number for (day, _blank, what), number in pairs}


class CountViewsMiddleware:
    """Stands within the region and outside of cached pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        counted = response.headers.get(HEADER, "")
        if not counted:
            return response
        del response.headers[HEADER]
        # A page that the browser holds already (304) is looked at all the same.
        if response.status_code in (200, 304) and request.method == "GET" and _is_visitor(request):
            name, _blank, what = counted.partition(" ")
            tally(name, f"{timezone.localdate()} {what}", once_in_seconds=0)
        return response


def _is_visitor(request: HttpRequest) -> bool:
    """Neither a machine that says so, nor a browser that fetches ahead, nor somebody who is signed in."""
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        bool(agent)
        and _BOT.search(agent) is None
        and "prefetch" not in ahead
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
