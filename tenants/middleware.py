"""Which site a host is: the platform's, the operators', a region's, or nobody's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils import timezone

from kreislauf import regions
from tenants.models import Status
from tenants.regions.lookup import card_by_host

Handler = Callable[[HttpRequest], HttpResponse]

# Routes (by namespace or name) that are open while a region is no public site: its staff signs in, its vouchers can be
# redeemed, and whoever has bought one gets at it.
OPEN_WHILE_DRAFT = {"accounts", "branding", "media", "office"}
OPEN_WHILE_SUSPENDED = {
    *("accounts", "branding", "media", "till"),
    *("order", "payment_check", "document", "check"),
    # § 356a BGB: the function for withdrawing stays within reach.
    *("withdrawal", "withdrawal_confirmation", "withdrawal_receipt"),
}


class RegionMiddleware:
    """Finds the site by the host and steps into its region for the length of the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = canonical_host(request)
        except DisallowedHost:
            # Said plainly and at once: an error page would ask for the host again.
            return HttpResponse(
                "Das ist keine gültige Adresse.\n", status=400, content_type="text/plain; charset=utf-8"
            )
        timezone.deactivate()
        if host in (settings.PLATFORM_HOST, settings.OPERATOR_HOST):
            _settle(request, "operator" if host == settings.OPERATOR_HOST else "platform", None)
            with regions.stepping_into(None):
                return self.get_response(request)
        card = card_by_host(host)
        if card is None or card.status in (Status.PROVISIONING, Status.GONE):
            _settle(request, "unknown", None)
            with regions.stepping_into(None):
                if request.path.startswith(settings.STATIC_URL):
                    return self.get_response(request)  # what the page below is dressed in
                return render(request, "errors/unknown_host.html", status=404)
        if card.quarantined:
            return self._maintenance(request, card)
        _settle(request, "region", card)
        with regions.stepping_into(card):
            return self.get_response(request)

    def _maintenance(self, request: HttpRequest, card: regions.RegionCard) -> HttpResponse:
        """Its tables do not fit this code: nothing of it is read, not even its look."""
        _settle(request, "unknown", None)
        with regions.stepping_into(None):
            if request.path.startswith(settings.STATIC_URL):
                return self.get_response(request)
            response = render(request, "errors/maintenance.html", {"name": card.name}, status=503)
        response["Retry-After"] = "600"
        return response


def _settle(request: HttpRequest, site: str, card: regions.RegionCard | None) -> None:
    """What views and error pages may know: ``request.site_kind``, ``request.region`` and the routes in force."""
    request.site_kind, request.region = site, card  # type: ignore[attr-defined]
    request.urlconf = settings.URLCONFS[site]


def canonical_host(request: HttpRequest) -> str:
    """Lower case, without port and trailing dot; what is no host name at all is refused with 400."""
    host, _port = split_domain_port(request.get_host())
    if not host:
        raise DisallowedHost("Invalid HTTP_HOST header.")
    return host.rstrip(".")


class ServedMiddleware:
    """A draft is for its staff, a suspended region pauses; both keep the few doors open that must never close."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        card: regions.RegionCard | None = request.region  # type: ignore[attr-defined]
        if card is None or card.status == Status.LIVE:
            return None
        match = request.resolver_match
        spaces = {*match.namespaces, match.url_name} if match else set()
        staff = bool(getattr(request.user, "is_staff_member", False))
        if card.status == Status.DRAFT:
            if staff or spaces & OPEN_WHILE_DRAFT:
                return None
            return render(request, "errors/coming_soon.html", status=200 if request.path == "/" else 404)
        if staff or spaces & OPEN_WHILE_SUSPENDED:
            return None
        page = "leaving" if card.status == Status.LEAVING else "paused"
        response = render(request, f"errors/{page}.html", status=503)
        response["Retry-After"] = "3600"
        return response
