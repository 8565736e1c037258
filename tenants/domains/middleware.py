"""A region has one main address. Where that is its own host, its other hosts lead there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from kreislauf.regions import RegionCard, address_of
from tenants.domains.hosts import is_own
from tenants.middleware import canonical_host

# Served at every host: machines that do not follow; what a page needs that was loaded before the move (its content
# security policy lets nothing come from another host); and where people work, so that nobody is signed out by the move
# and the office gets at its addresses when the new one leads nowhere.
STAYS = (
    *("/-/", "/api/", "/.well-known/", settings.STATIC_URL, settings.MEDIA_URL, "/theme", "/favicon.svg"),
    *("/verwaltung/", "/betrieb/", "/anmelden/"),
)


class MainAddressMiddleware:
    """GET and HEAD are answered with 301. A POST is served where it came in: the form's cookie is the old host's, and a
    client that followed would leave its key behind; the page after it is a GET again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        card: RegionCard | None = request.region  # type: ignore[attr-defined]
        if card is None:
            return self.get_response(request)
        # Most requests are written just so; reading the host in all its spellings costs several times as much.
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
            # What else runs under an administration's domain is not ours to promise.
            response["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response


def _moves(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or "HTTP_HX_REQUEST" in request.META:
        return False
    return not request.path.startswith(STAYS)


def _moved(request: HttpRequest, card: RegionCard) -> HttpResponse:
    response = HttpResponsePermanentRedirect(address_of(card.host) + request.get_full_path())
    # Asked again each time: a browser that remembered it would go in circles after the region moved back.
    response["Cache-Control"] = "no-cache"
    return response
