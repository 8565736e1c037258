"""Redirect a region's other hosts to its main address, if that is an own host."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from kreislauf.regions import RegionCard, address_of
from kreislauf.web.htmx import from_htmx
from tenants.domains.hosts import is_own
from tenants.middleware import canonical_host

# Never redirected: addresses of machines that do not follow redirects; files of a page that was loaded before the move,
# whose content security policy allows no other host; and the pages where people work, so that nobody is signed out and
# the office can reach its addresses if the new one does not work.
STAYS = (
    *("/-/", "/api/", "/.well-known/", settings.STATIC_URL, settings.MEDIA_URL, "/theme", "/favicon.svg"),
    *("/verwaltung/", "/betrieb/", "/anmelden/", "/konto/"),
)


class MainAddressMiddleware:
    """GET and HEAD are answered with 301. A POST is served at the old host, to which its cookie and its key belong;
    the page after it is a GET again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        card: RegionCard | None = request.region  # type: ignore[attr-defined]
        if card is None:
            return self.get_response(request)
        # The usual case, without parsing: canonical_host costs several times as much.
        typed = request.META.get("HTTP_HOST", "").partition(":")[0]
        if typed == card.host and not is_own(typed):
            return self.get_response(request)
        host = canonical_host(request)
        if host != card.host and is_own(card.host) and _moves(request):
            return _moved(request, card)
        response = self.get_response(request)
        if host != card.host and request.method in ("GET", "HEAD"):
            response.headers.setdefault("Link", f'<{card.url}{request.get_full_path()}>; rel="canonical"')
        if is_own(host) and "Strict-Transport-Security" in response:
            # Without includeSubDomains: other hosts of an administration's domain are not ours.
            response["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response


def _moves(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or from_htmx(request):
        return False
    return not request.path.startswith(STAYS)


def _moved(request: HttpRequest, card: RegionCard) -> HttpResponse:
    response = HttpResponsePermanentRedirect(address_of(card.host) + request.get_full_path())
    # Not cached: after the region moved back, a browser with a cached redirect would loop.
    response["Cache-Control"] = "no-cache"
    return response
