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
from tenants.lookup import card_by_host
from tenants.models import Status

Handler = Callable[[HttpRequest], HttpResponse]

# Routes (by namespace or name) that are open while a region is no public site: its staff signs in, its vouchers can be
# redeemed, and whoever has bought one gets at it.
OPEN_WHILE_DRAFT = {"accounts", "branding", "media", "office", "legal"}
OPEN_WHILE_SUSPENDED = {"accounts", "branding", "media", "till", "legal", "order", "api", "withdrawal"}


class RegionMiddleware:
    """Finds the site by the host and steps into its region for the length of the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = canonical_host(request)
        timezone.deactivate()
        if host in (settings.PLATFORM_HOST, settings.OPERATOR_HOST):
            request.site = "operator" if host == settings.OPERATOR_HOST else "platform"
            request.region = None
            request.urlconf = settings.URLCONFS[request.site]
            with regions.stepping_into(None):
                return self.get_response(request)
        card = card_by_host(host)
        if card is None or card.status in (Status.PROVISIONING, Status.GONE):
            request.site, request.region = "unknown", None
            request.urlconf = "kreislauf.urls_unknown"
            with regions.stepping_into(None):
                if request.path.startswith(settings.STATIC_URL):
                    return self.get_response(request)  # what the page below is dressed in
                return render(request, "errors/unknown_host.html", status=404)
        request.site, request.region = "region", card
        request.urlconf = settings.URLCONFS["region"]
        with regions.stepping_into(card):
            return self.get_response(request)


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
        card = request.region
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
        response = render(request, "errors/paused.html", status=503)
        response["Retry-After"] = "3600"
        return response
