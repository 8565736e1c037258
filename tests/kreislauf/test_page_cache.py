"""Cached pages: the same for everybody, of this region, in this language, and new after every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web import page_cache
from kreislauf.web.page_cache import CachedPage
from marketplace.vouchers.offers.edit import change_offer, publish_offer
from tests.make import NOON, make_offer, make_user

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

LIST = "/gutscheine/"
NUMBER = "X-Request-ID"  # each answer has its own


@pytest.fixture(autouse=True)
def switched_on(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    return


@pytest.fixture
def ute(kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """Reads without a cookie, and the host is known already."""
    ute = client_for(kiel)
    ute.get("/robots.txt")
    return ute


def cached_pages() -> list[CachedPage]:
    client = cache._cache.get_client()
    keys = [key.decode() for key in sorted(client.scan_iter("*:page:*"))]
    return [CachedPage.unpacked(packed) for packed in cache._cache.get_many(keys).values()]


def test_a_page_asked_for_again_costs_no_query_and_is_the_same(
    ute: Client, kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with stepping_into(kiel):
        make_offer(title="Frühstück für zwei")
    first = ute.get(LIST)
    assert "Frühstück für zwei" in first.content.decode()
    with django_assert_num_queries(0):
        again = ute.get(LIST)
        known = ute.get(LIST, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (200, first.content)
    assert dict(again.items()) | {NUMBER: ""} == dict(first.items()) | {NUMBER: ""}
    assert (known.status_code, known.content) == (304, b"")
    assert dict(again.cookies) == {}


@pytest.mark.parametrize("how", ["by itself", "in a transaction"])
def test_what_has_been_changed_is_on_the_page_at_the_next_click(ute: Client, kiel: RegionCard, how: str) -> None:
    with stepping_into(kiel):
        offer = make_offer(title="Frühstück")
    assert "Frühstück" in ute.get(LIST).content.decode()
    with stepping_into(kiel), transaction.atomic() if how == "in a transaction" else nullcontext():
        change_offer(offer, changes={"title": "Abendbrot"}, by="Jan", at=NOON)
    assert "Abendbrot" in ute.get(LIST).content.decode()


def test_what_is_taken_back_voids_nothing(ute: Client, kiel: RegionCard) -> None:
    ute.get(LIST)
    with stepping_into(kiel):
        offer = make_offer()
        version = cache.get(page_cache.VERSION)
        with transaction.atomic():
            change_offer(offer, changes={"title": "Abendbrot"}, by="Jan", at=NOON)
            transaction.set_rollback(True)
        assert cache.get(page_cache.VERSION) == version


def test_a_page_made_while_something_was_being_written_is_not_cached_for_long(
    ute: Client, kiel: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may show what was there before; whoever comes after the change must not get it."""
    from marketplace.vouchers.offers.views import public as offers

    real = offers.find_offers

    def find_and_be_overtaken(*args: Any, **options: Any) -> Any:
        found = real(*args, **options)
        list(found.page)
        publish_offer(make_offer(title="Eben erst", published_at=None), by="Jan", at=NOON)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(offers, "find_offers", find_and_be_overtaken)
        assert "Eben erst" not in ute.get(LIST).content.decode()
    assert "Eben erst" in ute.get(LIST).content.decode()


def test_no_region_gets_anothers_page(ute: Client, kiel: RegionCard, dortmund: RegionCard, client_for: Any) -> None:
    with stepping_into(kiel):
        make_offer(title="Nur in Kiel")
    assert "Nur in Kiel" in ute.get(LIST).content.decode()
    assert "Nur in Kiel" not in client_for(dortmund).get(LIST).content.decode()
    assert "Nur in Kiel" in ute.get(LIST).content.decode()


def test_a_page_that_lies_under_anothers_key_is_not_served(
    ute: Client, kiel: RegionCard, dortmund: RegionCard, client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the regions' keys ever be the same ones, the page itself still says whose it is."""
    monkeypatch.setattr(cache._connections["default"], "key_func", lambda key, prefix, version: key)
    monkeypatch.setattr(page_cache, "_key_of", lambda card, path, language: path)
    with stepping_into(kiel):
        make_offer(title="Nur in Kiel")
    assert "Nur in Kiel" in ute.get(LIST).content.decode()
    assert "Nur in Kiel" not in client_for(dortmund).get(LIST).content.decode()


def test_each_language_has_its_page(ute: Client) -> None:
    german = ute.get(LIST)
    ute.cookies["sprache"] = "en"
    english = ute.get(LIST)
    assert (german["Content-Language"], english["Content-Language"]) == ("de", "en")
    del ute.cookies["sprache"]
    assert ute.get(LIST).content == german.content


def test_people_who_are_signed_in_neither_get_a_cached_page_nor_leave_one(
    ute: Client, kiel: RegionCard, client_for: Any
) -> None:
    with stepping_into(kiel):
        editor = make_user(name="Erika Redlich")
    staff = client_for(kiel, user=editor)
    assert "Verwaltung" in staff.get(LIST).content.decode()
    assert "Verwaltung" not in ute.get(LIST).content.decode()
    page = staff.get(LIST)
    assert ("Verwaltung" in page.content.decode(), page["Cache-Control"]) == (True, "private, no-store")


@pytest.mark.parametrize("path", ["/anmelden/", "/widerruf/", "/kontakt/", "/gutscheine/?q=Brot"])
def test_forms_and_searches_are_not_cached(ute: Client, kiel: RegionCard, path: str) -> None:
    before = cached_pages()
    assert ute.get(path).status_code == 200
    assert cached_pages() == before


def test_no_cached_page_carries_a_token_or_a_cookie(ute: Client, kiel: RegionCard) -> None:
    with stepping_into(kiel):
        offer = make_offer()
    for path in ("/", LIST, "/betriebe/", "/karte/", offer.get_absolute_url(), "/anmelden/"):
        ute.get(path)
    pages = cached_pages()
    assert len(pages) >= 4
    assert [page for page in pages if b"csrfmiddlewaretoken" in page.content] == []
    assert [page for page in pages if "set-cookie" in {name.lower() for name, _ in page.headers}] == []


def test_a_region_that_pauses_serves_no_cached_page(ute: Client, kiel: RegionCard) -> None:
    from tenants.models import Region
    from tenants.regions import lookup

    assert ute.get(LIST).status_code == 200
    Region.objects.filter(pk=kiel.id).update(status="suspended")
    lookup.forget_cards()
    assert ute.get(LIST).status_code == 503


def test_without_the_cache_server_pages_are_made(ute: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **options: Any) -> Any:
        raise ConnectionError

    for name in ("get_many", "set"):
        monkeypatch.setattr(type(cache._connections["default"]), name, away)
    assert ute.get(LIST).status_code == 200
