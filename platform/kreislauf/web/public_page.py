"""Pages that are the same for everybody: cached by browsers and proxies, asked about each time, without a cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from kreislauf.web.views_counted import HEADER

POLICY = "Content-Security-Policy"


def public_page(*, max_age: int = 0) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view's answer an ETag, and answer 304 to those who have it. Signed-in people get a page of their own.

    ``max_age`` is in seconds; with 0 a page that staff has just changed is new at the next click.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.method not in {"GET", "HEAD"} or response.status_code != 200:
                return response
            patch_vary_headers(response, ["Cookie", "HX-Request"])
            if not request.session.is_empty() or response.cookies:
                response.headers.setdefault("Cache-Control", "private, no-store")
                return response
            # With its policy: a browser that is told 304 may keep the old one, and with it who may frame the page.
            policy = response.get(POLICY, "").encode()
            etag = f'"{hashlib.sha256(response.content + policy).hexdigest()[:32]}"'
            response.headers["ETag"] = etag
            freshness = f"max-age={max_age}" if max_age else "max-age=0, must-revalidate"
            response.headers.setdefault("Cache-Control", f"public, {freshness}")
            response.is_for_everybody = True  # type: ignore[attr-defined]
            return unless_known(request, response)

        return answer

    return wrap


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 (Not Modified) for a browser that has this answer: with the same policy, and its view counts."""
    found: Any = get_conditional_response(request, etag=response.get("ETag"), response=response)
    if not isinstance(found, HttpResponse) or found is response:
        return response
    for name in (HEADER, POLICY):
        if name in response.headers:
            found.headers[name] = response.headers[name]
    found.xframe_options_exempt = getattr(response, "xframe_options_exempt", False)
    return found
