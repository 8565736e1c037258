"""Under which name an answer counts: so that a figure holds no address, and there are only so many of them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CACHED, HEALTH, STATIC, NONE = "(page cache)", "(health)", "(static)", "(none)"
CLOSED = "(closed)"  # a region that pauses, leaves or is a draft: its 503 is no error of ours


def route_of(request: HttpRequest, response: HttpResponse) -> str:
    """The route's name (``vouchers:offer``), or in brackets what answered before any route was asked."""
    if getattr(response, "is_of_closed_site", False):
        return CLOSED
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or NONE
    if getattr(response, "is_from_page_cache", False):
        return CACHED
    if request.path.startswith("/-/"):
        return HEALTH
    return STATIC if request.path.startswith(settings.STATIC_URL) else NONE
