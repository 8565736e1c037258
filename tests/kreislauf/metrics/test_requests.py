"""Answers are counted by the name of their route, and by nothing that a visitor could choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from prometheus_client import generate_latest
from pytest_django import Settings

from kreislauf.metrics.registry import REGISTRY
from kreislauf.regions import RegionCard
from tests.make import make_offer

pytestmark = pytest.mark.django_db


def counted(**labels: str) -> float:
    return REGISTRY.get_sample_value("kreislauf_requests_total", labels) or 0.0


@pytest.fixture
def adds() -> Callable[..., float]:
    """``adds(lambda: …, route=…)``: how much one call adds to a row."""

    def added(act: Callable[[], object], **labels: str) -> float:
        before = counted(**labels)
        act()
        return counted(**labels) - before

    return added


@pytest.mark.parametrize(
    ("path", "route", "code"),
    [
        ("/gutscheine/", "vouchers:offers", "200"),
        ("/gutscheine/99999-geheim-Zq4x0Kf81/", "vouchers:offer", "404"),
        ("/g/geheim-Zq4x0Kf81/", "vouchers:check", "404"),
        ("/gibt-es-nicht-Zq4x0Kf81/", "(none)", "404"),
        ("/-/healthy", "(health)", "200"),
        ("/static/kl/css/base.css", "(static)", "200"),
    ],
)
def test_an_answer_counts_for_its_route(
    site: Client, adds: Callable[..., float], path: str, route: str, code: str
) -> None:
    assert adds(lambda: site.get(path), route=route, method="GET", code=code) == 1
    assert b"Zq4x0Kf81" not in generate_latest(REGISTRY)


def test_a_page_from_the_cache_counts_as_such(site: Client, adds: Callable[..., float], settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    make_offer(title="Frühstück für zwei")
    site.get("/robots.txt")
    etag = site.get("/gutscheine/").headers["ETag"]

    assert adds(lambda: site.get("/gutscheine/"), route="(page cache)", method="GET", code="200") == 1
    known = {"route": "(page cache)", "method": "GET", "code": "304"}
    assert adds(lambda: site.get("/gutscheine/", HTTP_IF_NONE_MATCH=etag), **known) == 1


def test_a_host_that_is_nobody_s_has_no_row_of_its_own(db: None, adds: Callable[..., float]) -> None:
    stranger = Client(HTTP_HOST="geheim-zq4x0kf81.example")

    assert adds(lambda: stranger.get("/"), route="(none)", method="GET", code="404") == 1
    assert b"zq4x0kf81" not in generate_latest(REGISTRY)


def test_a_method_that_nobody_knows_makes_no_row(site: Client, adds: Callable[..., float]) -> None:
    assert adds(lambda: site.generic("ZQ4X", "/gutscheine/"), route="vouchers:offers", method="other", code="405") == 1
    assert b"ZQ4X" not in generate_latest(REGISTRY)


def test_regions_have_rows_only_if_the_installation_wants_them(
    site: Client, kiel: RegionCard, settings: Settings
) -> None:
    def of_kiel() -> float:
        found = REGISTRY.get_sample_value("kreislauf_region_requests_total", {"region": "kiel", "code": "200"})
        return found or 0.0

    before = of_kiel()
    site.get("/gutscheine/")
    assert of_kiel() == before

    settings.METRICS_OF_REGIONS = True
    site.get("/gutscheine/")
    assert of_kiel() == before + 1


def test_the_time_of_an_answer_is_measured(site: Client) -> None:
    labels = {"route": "vouchers:offers", "method": "GET"}
    before = REGISTRY.get_sample_value("kreislauf_request_seconds_count", labels) or 0.0

    site.get("/gutscheine/")

    assert REGISTRY.get_sample_value("kreislauf_request_seconds_count", labels) == before + 1
