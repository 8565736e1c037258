"""Whole public pages, cached for visitors without a session until something that they show has changed.

The cache holds a version of each region's content. A page is cached with the version that stood there before it was
made, and is served only while that version stands. The audit log's ``record()`` renews it when a change of something
public is committed; a verb that changes what visitors see without an entry calls ``void_pages()`` itself. So an edit
is seen at the next click. The time limit is for what changes without anybody's doing, such as the date, and for what
need not be exact, such as how many vouchers were sold.

Django's own cache middleware was weighed: it asks twice for each page (for the headers it varies by, then for the
page), and a third time for the version.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from kreislauf.regions import PUBLIC, RegionCard, current_region_or_none, current_schema, stepping_into
from kreislauf.web.htmx import from_htmx
from kreislauf.web.language import language_of
from kreislauf.web.public_page import unless_known

VERSION = "content-version"
# What a cached page may differ by; a page that differs by anything else is made for each visitor anew.
KNOWN_VARIATIONS = {"cookie", "hx-request"}


@dataclass(frozen=True, slots=True)
class CachedPage:
    schema: str
    version: str
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def packed(self) -> bytes:
        return json.dumps([self.schema, self.version, self.headers]).encode() + b"\n" + self.content

    @classmethod
    def unpacked(cls, packed: bytes) -> CachedPage:
        head, _, content = packed.partition(b"\n")
        schema, version, headers = json.loads(head)
        return cls(schema, version, tuple((name, value) for name, value in headers), content)


def void_pages() -> None:
    """Every cached page of the current region is void once this transaction is committed."""
    schema = current_schema()
    transaction.on_commit(lambda: void_pages_at_once(schema))


def void_pages_at_once(schema: str) -> None:
    """Every cached page of the region is void from now on."""
    if not settings.PAGE_CACHE_SECONDS or schema == PUBLIC:
        return
    # Without its server the cache serves nothing either, and a commit must not fail by it.
    with suppress(Exception), stepping_into(SimpleNamespace(schema_name=schema)):
        # A random version, not a number: the server may forget it, and counting anew would bring old pages back.
        cache.set(VERSION, secrets.token_hex(8), None)


class PageCacheMiddleware:
    """Stands within the region and outside of everything that a cached page already carries: headers, language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if not key:
            return self.get_response(request)
        version, page = _find(key)
        if page is not None:
            return _answer(request, page)
        response = self.get_response(request)
        if version is not None and _may_be_cached(request, response):
            _store(key, CachedPage(current_schema(), version, tuple(response.items()), response.content))
        return response


def _key(request: HttpRequest) -> str:
    """Empty for visitors with a page of their own. Only main addresses without a query: nobody can flood the cache."""
    card = current_region_or_none()
    if (
        not settings.PAGE_CACHE_SECONDS
        or card is None
        or not card.is_open
        or card.quarantined
        or request.method not in ("GET", "HEAD")
        or request.META.get("QUERY_STRING")
        or from_htmx(request)
        or "HTTP_AUTHORIZATION" in request.META
        or not request.COOKIES.keys() <= {settings.LANGUAGE_COOKIE_NAME}
        or f"{request.scheme}://{request.get_host()}" != card.url
    ):
        return ""
    return _key_of(card, request.path, language_of(request))


def _key_of(card: RegionCard, path: str, language: str) -> str:
    # A page names its files by what is in them, so a page of the code before would ask for files that are gone.
    files = getattr(staticfiles_storage, "manifest_hash", "")
    digest = hashlib.sha256(f"{card.version} {language} {files} {card.url} {path}".encode()).hexdigest()
    return f"page:{digest[:40]}"


def _find(key: str) -> tuple[str | None, CachedPage | None]:
    """The content's version (None without a cache server), and the page if it was made for that version."""
    try:
        found = cache.get_many([VERSION, key])
    except Exception:  # any error means that the cache is not there
        return None, None
    version: str = found.get(VERSION, "")
    page = CachedPage.unpacked(found[key]) if key in found else None
    if page is None or page.version != version or page.schema != current_schema():
        return version, None
    return version, page


def _may_be_cached(request: HttpRequest, response: HttpResponse) -> bool:
    """Only what ``public_page`` says is everybody's, and only if nothing of a visitor's went into it after all."""
    return (
        getattr(response, "is_for_everybody", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and getattr(request, "_csp_nonce", None) is None
        and {name.strip().lower() for name in response.get("Vary", "").split(",")} <= KNOWN_VARIATIONS
    )


def _store(key: str, page: CachedPage) -> None:
    with suppress(Exception):  # the page was made and is served; the next visitor's is made anew
        cache.set(key, page.packed(), settings.PAGE_CACHE_SECONDS)


def _answer(request: HttpRequest, page: CachedPage) -> HttpResponse:
    response = HttpResponse(page.content)
    for name, value in page.headers:
        response[name] = value
    response.xframe_options_exempt = "X-Frame-Options" not in response
    return unless_known(request, response)
