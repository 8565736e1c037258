"""Pages whose address is the key to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponse]


def secret_page(view: View) -> View:
    """Kept by nobody and found by no search engine; the address leaves the site in no ``Referer``.

    Not ``no-referrer``: browsers then send ``Origin: null`` with forms, which the protection against forgery refuses.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "same-origin"
        patch_vary_headers(response, ["HX-Request"])
        return response

    return answer
