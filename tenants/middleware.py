"""Which site a host is: the platform's, the operators', a region's, or nobody's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone

from kreislauf import regions
from kreislauf.house import owner_of
from kreislauf.web import errors
from tenants.branding.context import branding_of
from tenants.branding.modules import is_on
from tenants.models import Status
from tenants.regions.lookup import card_by_host

Handler = Callable[[HttpRequest], HttpResponse]


class RegionMiddleware:
    """Finds the site by the host and steps into its region for the length of the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = canonical_host(request)
        except DisallowedHost:
            return errors.invalid_host(request)
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
                return errors.unknown_host(request)
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
            return errors.maintenance(request, name=card.name)


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


class ModuleMiddleware:
    """A slice that its region has switched off answers nobody, but for the doors with ``while_off=True``."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if request.region is None or getattr(view, "while_off", False):  # type: ignore[attr-defined]
            return
        one = owner_of(view)
        if one is not None and one.module and not is_on(one, branding_of(request)):
            raise Http404


class ServedMiddleware:
    """A draft is for its staff, a suspended region pauses. Doors that must not close say so: ``while_paused=True``."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        card: regions.RegionCard | None = request.region  # type: ignore[attr-defined]
        if card is None or card.status == Status.LIVE or getattr(request.user, "is_staff_member", False):
            return None
        if card.status == Status.DRAFT:
            if getattr(view, "while_draft", False):
                return None
            return errors.not_served(request, "coming_soon", status=200 if request.path == "/" else 404)
        if getattr(view, "while_paused", False):
            return None
        return errors.not_served(request, "leaving" if card.status == Status.LEAVING else "paused", status=503)
