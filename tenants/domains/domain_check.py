"""``/-/ask?domain=…``: tells the edge whether it may get a certificate for a host (Caddy's ``ask``)."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.regions import stepping_into
from tenants.models import SERVED, Domain

PATH = "/-/ask"
FRESH_SECONDS = 3.0
# A request with one of these came through a proxy. The edge itself asks directly, and nobody else may.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")
_known: tuple[float, frozenset[str]] = (0.0, frozenset())


class DomainCheckMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != PATH:
            return self.get_response(request)
        forwarded = any(name in request.META for name in FORWARDED)
        yes = (
            request.method in ("GET", "HEAD") and not forwarded and may_have_certificate(request.GET.get("domain", ""))
        )
        answer = HttpResponse("yes\n" if yes else "no\n", status=200 if yes else 404, content_type="text/plain")
        answer["Cache-Control"] = "no-store"
        answer._has_been_logged = True  # type: ignore[attr-defined]  # so that invented names do not fill our log
        return answer


def may_have_certificate(host: str) -> bool:
    """Whether it is one of the platform's hosts or leads to a region that is served."""
    name = host.lower().removesuffix(".")
    return name in (settings.PLATFORM_HOST, settings.OPERATOR_HOST) or name in _served_hosts()


def _served_hosts() -> frozenset[str]:
    """All served hosts, read at once: a flood of invented names costs one query in ``FRESH_SECONDS``."""
    global _known  # noqa: PLW0603 - the process's cache
    until, hosts = _known
    if until > time.monotonic():
        return hosts
    with stepping_into(None):
        found = Domain.objects.filter(tenant__status__in=SERVED).values_list("domain", flat=True)
        hosts = frozenset(found)
    _known = (time.monotonic() + FRESH_SECONDS, hosts)
    return hosts
