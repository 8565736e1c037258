"""Whole public pages, cached for visitors without a session until something that they show has changed.

The cache holds versions of each region's content. A page is cached with the versions that stood there before it was
made, and is served only while they stand. The audit log's ``record()`` renews them when a change of something public is
committed; a verb that changes what visitors see without an entry calls ``void_pages()`` itself. So an edit is seen at
the next click. The time limit is for what changes without anybody's doing, such as the date, and for what need not be
exact, such as how many vouchers were sold.

A scope is a name for some pages, such as those that list vouchers. A change that names its scopes voids the pages of
these and all pages that name none; a change that names none voids every page. So whatever was forgotten, on either
side, costs a page that is made anew, and never shows an old one.

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
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from kreislauf.regions import PUBLIC, RegionCard, SchemaRef, current_region_or_none, current_schema, stepping_into
from kreislauf.replica import note_write
from kreislauf.web.htmx import from_htmx
from kreislauf.web.language import language_of
from kreislauf.web.not_modified import unless_known
from kreislauf.web.redis_cache import change_value

VERSION = "content-version"
# Of the versions: one is renewed by every change, the other by a change that names no scope; the rest are scopes.
ANY, ALL = "any", "all"
MOST_SCOPES = 60  # they are read with each page; where more have changed, every page is void and they begin anew
# What a cached page may differ by; a page that differs by anything else is made for each visitor anew.
KNOWN_VARIATIONS = {"cookie", "hx-request"}


Versions = dict[str, str]


@dataclass(frozen=True, slots=True)
class CachedPage:
    """``versions``: of all that voids it, as they stood before it was made."""

    schema: str
    versions: Versions
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def packed(self) -> bytes:
        return json.dumps([self.schema, self.versions, self.headers]).encode() + b"\n" + self.content

    @classmethod
    def unpacked(cls, packed: bytes) -> CachedPage:
        head, _, content = packed.partition(b"\n")
        schema, versions, headers = json.loads(head)
        return cls(schema, versions, tuple((name, value) for name, value in headers), content)

    def stands(self, versions: Versions) -> bool:
        return all(versions.get(name, "") == version for name, version in self.versions.items())


def void_pages(*scopes: str) -> None:
    """The region's cached pages of these scopes, and those of none, are void with the commit; without scopes all."""
    schema = current_schema()
    transaction.on_commit(lambda: void_pages_at_once(schema, *scopes))


def void_pages_at_once(schema: str, *scopes: str) -> None:
    """The same for any region and from now on."""
    note_write(SchemaRef(schema))  # first: a page of the new version must not be made from a replica without the change
    if not settings.PAGE_CACHE_SECONDS or schema == PUBLIC:
        return
    # A random version, not a number: the server may forget it, and counting anew would bring old pages back.
    version = secrets.token_hex(8)
    # Without its server the cache serves nothing either, and a commit must not fail by it.
    with suppress(Exception), stepping_into(SimpleNamespace(schema_name=schema)):
        change_value(VERSION, lambda before: _renewed(before, scopes, version))


def _renewed(before: Any, scopes: tuple[str, ...], version: str) -> Versions:
    changed = dict.fromkeys((ANY, *scopes), version)
    if not scopes or not isinstance(before, dict) or len(before | changed) > MOST_SCOPES:
        return {ANY: version, ALL: version}
    return before | changed


def shows_only(response: HttpResponse, *scopes: str) -> HttpResponse:
    """What a page shows belongs to these scopes or changes without one; so no other change voids it."""
    response.page_scopes = scopes  # type: ignore[attr-defined]
    return response


class PageCacheMiddleware:
    """Stands within the region and outside of everything that a cached page already carries: headers, language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if not key:
            return self.get_response(request)
        versions, page = _find(key)
        if page is not None:
            return _answer(request, page)
        response = self.get_response(request)
        if versions is not None and _may_be_cached(request, response):
            voided_by = _versions_of(response, versions)
            _store(key, CachedPage(current_schema(), voided_by, tuple(response.items()), response.content))
        return response


def _versions_of(response: HttpResponse, versions: Versions) -> Versions:
    scopes = getattr(response, "page_scopes", None)
    names = (ANY,) if scopes is None else (ALL, *scopes)
    return {name: versions.get(name, "") for name in names}


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
    # "2" is how pages are packed. A page names its files by what is in them, so one of the code before would ask for
    # files that are gone.
    files = getattr(staticfiles_storage, "manifest_hash", "")
    digest = hashlib.sha256(f"2 {card.version} {language} {files} {card.url} {path}".encode()).hexdigest()
    return f"page:{digest[:40]}"


def _find(key: str) -> tuple[Versions | None, CachedPage | None]:
    """The content's versions (None without a cache server), and the page if it was made for them."""
    try:
        found = cache.get_many([VERSION, key])
    except Exception:  # any error means that the cache is not there
        return None, None
    versions = found.get(VERSION, {})
    if not isinstance(versions, dict):  # the code before this one wrote it
        versions = {ANY: versions, ALL: versions}
    page = CachedPage.unpacked(found[key]) if key in found else None
    if page is None or not page.stands(versions) or page.schema != current_schema():
        return versions, None
    return versions, page


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
    answer = unless_known(request, response)
    answer.is_from_page_cache = True  # type: ignore[attr-defined]
    return answer
