"""Pages whose address, or whose content, is a key: kept by nobody, found by no search engine, sent on to nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.cache import patch_vary_headers

# A route with a parameter of such a name is secret without saying so.
SECRET_PARAMETERS = frozenset({"token", "code", "ref"})


class SecretPagesMiddleware:
    """Whatever such a route answers, refusals and redirects too.

    Not ``no-referrer``: browsers then send ``Origin: null`` with forms, which the protection against forgery refuses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match is not None and is_secret(request.resolver_match):
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response["Referrer-Policy"] = "same-origin"
            if getattr(response, "may_be_gone_back_to", False):
                response["Cache-Control"] = "private, no-cache"
                del response["Vary"]  # the page brought a cookie: another request than the first, a browser would say
            else:
                response["Cache-Control"] = "private, no-store"
                patch_vary_headers(response, ["HX-Request"])
        return response


def to_go_back_to(response: HttpResponse) -> HttpResponse:
    """Mark a page that answers a form and that somebody may want back after the next one, as from paying.

    A browser that may not keep it would ask to send the form again. It holds what that person has just typed, no key.
    """
    response.may_be_gone_back_to = True  # type: ignore[attr-defined]
    return response


def is_secret(match: ResolverMatch) -> bool:
    """By its parameters, or because the route says ``@allow(…, secret=True)``."""
    return not SECRET_PARAMETERS.isdisjoint(match.kwargs) or getattr(match.func, "secret", False)
