"""``/-/ask?domain=…``: may the edge get a certificate for this host? For the edge only, before anything else."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kreislauf.regions import stepping_into
from tenants.models import SERVED, Domain

PATH = "/-/ask"
FRESH_SECONDS = 3.0
# What came through the edge was asked by the world; the edge itself asks directly.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")
_known: tuple[float, frozenset[str]] = (0.0, frozenset())


class AskMiddleware:
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
        answer._has_been_logged = True  # type: ignore[attr-defined]  # whoever invents names does not fill our log
        return answer


def may_have_certificate(host: str) -> bool:
    """The platform's own hosts and those that lead to a region that is there; for nobody else's a key is kept."""
    name = host.lower().removesuffix(".")
    return name in (settings.PLATFORM_HOST, settings.OPERATOR_HOST) or name in _served_hosts()


def _served_hosts() -> frozenset[str]:
    """All of them, read at once: a flood of invented names costs the database one question in ``FRESH_SECONDS``."""
    global _known  # noqa: PLW0603 - the process's memory
    until, hosts = _known
    if until > time.monotonic():
        return hosts
    with stepping_into(None):
        found = Domain.objects.filter(tenant__status__in=SERVED).values_list("domain", flat=True)
        hosts = frozenset(found)
    _known = (time.monotonic() + FRESH_SECONDS, hosts)
    return hosts
