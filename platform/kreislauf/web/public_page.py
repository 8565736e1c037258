"""Pages that are the same for everybody: cached by browsers and proxies, asked about each time, without a cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from kreislauf.web.from_replica import answer_from_replica
from kreislauf.web.not_modified import POLICY, unless_known
from kreislauf.web.page_cache import shows_only


def public_page(
    *, max_age: int = 0, shows: Collection[str] | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view's answer an ETag, and answer 304 to those who have it. Signed-in people get a page of their own.

    ``max_age`` is in seconds; with 0 a page that staff has just changed is new at the next click. ``shows`` are the
    page's scopes, see ``page_cache``; where they depend on what is asked for, the view says ``shows_only``.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = answer_from_replica(view, request, *args, **kwargs)
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
            if shows is not None:
                shows_only(response, *shows)
            return unless_known(request, response)

        return answer

    return wrap
