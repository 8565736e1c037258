"""The page that a form stands on: where people go on when the form's own address only takes a POST."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from kreislauf.web.local_path import local_path


def page_of(request: HttpRequest) -> str:
    """The request's own address if a browser may open it; else the page it was sent from, or the nearest above it.

    What the other page was asked for stays out: a query may hold a voucher's code, and this goes into an address.
    """
    if request.method in ("GET", "HEAD"):
        return _shown_at(request) or request.get_full_path()
    if opens(request, request.path):
        return request.get_full_path()
    return form_page(request)


def form_page(request: HttpRequest) -> str:
    """Where the form stands that is sent to this address: the page it came from, or the nearest above it."""
    return next((path for path in (_sent_from(request), *_above(request.path)) if opens(request, path)), "/")


def opens(request: HttpRequest, path: str) -> bool:
    """Whether a GET of this path of the site has a page."""
    try:
        view = resolve(path, getattr(request, "urlconf", None)).func
    except Resolver404:
        return False
    return "GET" in _methods(view)


def _methods(view: Callable[..., Any] | None) -> list[str]:
    """What ``@require_http_methods`` and its kin let through, however deep among the decorators; GET without them."""
    while view is not None:
        methods = (
            inspect.getclosurevars(view).nonlocals.get("request_method_list") if inspect.isfunction(view) else None
        )
        if methods is not None:
            return list(methods)
        view = getattr(view, "__wrapped__", None)
    return ["GET"]


def _shown_at(request: HttpRequest) -> str:
    """Where the page stands of which htmx asks a part."""
    return local_path(_parts(request, "HX-Current-URL").path)


def _sent_from(request: HttpRequest) -> str:
    sender = _parts(request, "Referer")
    return local_path(sender.path) if sender.netloc == request.get_host() else ""


def _parts(request: HttpRequest, header: str) -> SplitResult:
    """Of no address at all where the browser sends none, or one that cannot be read."""
    with suppress(ValueError):
        return urlsplit(request.headers.get(header, ""))
    return urlsplit("")


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield f"/{'/'.join(parts[:length])}/"
