"""The port of the metrics: there if it is wanted, and never in the pages' way."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from prometheus_client import CollectorRegistry
from pytest_django import Settings

from kreislauf import env
from kreislauf.metrics import server


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found: int = taken.getsockname()[1]
    return found


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> CollectorRegistry:
    """The collectors of one test are not asked in the next."""
    own = CollectorRegistry()
    monkeypatch.setattr(server, "REGISTRY", own)
    return own


def test_without_an_address_nothing_listens(settings: Settings) -> None:
    settings.METRICS_BIND = None

    assert server.serve("web") is None


def test_the_port_answers_with_what_the_process_collects(settings: Settings, port: int) -> None:
    settings.METRICS_BIND = ("127.0.0.1", port)

    running = server.serve("web")
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
    finally:
        running.shutdown()
        running.server_close()

    assert "kreislauf_process_db_connections" in text


def test_a_port_that_is_taken_costs_the_metrics_and_not_the_process(
    settings: Settings, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    settings.METRICS_BIND = ("127.0.0.1", port)

    with socket.create_server(("127.0.0.1", port)), caplog.at_level(logging.ERROR):
        assert server.serve("web") is None

    assert f"METRICS_BIND: 127.0.0.1:{port} cannot be used" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/-/metrics"])
def test_no_visitor_reaches_them(site: Client, path: str) -> None:
    answer = site.get(path)

    assert answer.status_code == 404
    assert b"kreislauf_requests" not in answer.content


@pytest.mark.parametrize("value", ["9464", "127.0.0.1:", ":9464", "127.0.0.1:0", "127.0.0.1:99999", "localhost:http"])
def test_an_address_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("METRICS_BIND", value)

    with pytest.raises(ImproperlyConfigured, match="METRICS_BIND must be host:port"):
        env.address("METRICS_BIND")


@pytest.mark.parametrize(("value", "bound"), [("0.0.0.0:9464", ("0.0.0.0", 9464)), ("[::]:9464", ("::", 9464))])
def test_an_address_that_is_one_is_taken(monkeypatch: pytest.MonkeyPatch, value: str, bound: tuple[str, int]) -> None:
    monkeypatch.setenv("METRICS_BIND", value)

    assert env.address("METRICS_BIND") == bound
