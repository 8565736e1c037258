"""No line of the log holds the key to an account or to vouchers, whatever happens to the request that carries it."""

from __future__ import annotations

import inspect
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery.app import trace
from django.conf import settings as all_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from kreislauf.celery import app
from kreislauf.observability import JsonFormatter, without_details
from kreislauf.regions import RegionCard
from tests.journeys.routes import Route, routes_of

TOKEN = "geheimes-token-Zq4x0Kf81"
HOSTS = {"platform": "localhost", "operator": "leitstand.localhost", "region": "kiel.localhost"}


class Fails:
    """A middleware that breaks as soon as the route is known, with the address in its words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if "HTTP_X_BREAK" in request.META:
            raise RuntimeError(f"{request.get_full_path()} broke with {kwargs}")


@pytest.fixture
def log() -> Iterator[list[str]]:
    """What the production's formatter writes, line by line."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept()
    formatter = all_settings.LOGGING["formatters"]["json"]["()"]
    assert formatter == f"{JsonFormatter.__module__}.{JsonFormatter.__qualname__}"
    handler.setFormatter(JsonFormatter())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


def address_of(route: Route) -> str:
    """With a number where one is asked for, and the token in every other place."""
    return "/" + re.sub(r"<(?:\w+:)?\w+>", TOKEN, re.sub(r"<int:\w+>", "7", route.pattern))


@pytest.mark.parametrize("site", HOSTS)
def test_no_route_leaves_its_token_in_the_log(kiel: RegionCard, settings: Settings, log: list[str], site: str) -> None:
    at = settings.MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], f"{__name__}.Fails", *settings.MIDDLEWARE[at:]]
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False, HTTP_HOST=HOSTS[site])
    routes = [one for one in routes_of(settings.URLCONFS[site]) if one.parameters]
    statuses = set()
    for route in routes:
        path = address_of(route)
        for ask in (browser.get, browser.post, browser.delete):
            statuses.add(ask(path).status_code)
        statuses.add(browser.get(path, {"schluessel": TOKEN}, HTTP_X_BREAK="1").status_code)
        statuses.add(browser.get(path.rstrip("/") + ".", HTTP_X_BREAK="1").status_code)

    assert {403, 404, 500} <= statuses
    assert len(log) > len(routes)
    assert [line for line in log if TOKEN in line] == []


def test_a_line_names_the_route_and_the_region_it_was_in(kiel: RegionCard, log: list[str]) -> None:
    browser = Client(enforce_csrf_checks=True, HTTP_HOST="kiel.localhost")

    browser.post(f"/bestellung/{TOKEN}/zahlung/")
    browser.get(f"/gibt-es-nicht/{TOKEN}/")

    told = [json.loads(line) for line in log]
    assert [(one["region"], one["message"]) for one in told] == [
        ("r_kiel", "Forbidden (CSRF cookie not set.): /bestellung/<slug:token>/zahlung/"),
        ("r_kiel", "Not Found: (no route)"),
    ]


def test_the_formatter_finds_a_token_in_any_spelling() -> None:
    request = RequestFactory().get("/g/geheim%20und%2Fmehr/?schluessel=ganz+geheim%21")
    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "%s %s ganz geheim!", (request.path, request.get_full_path()), None
    )
    record.request = request

    assert "geheim" not in JsonFormatter().format(record)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("twice\nDETAIL:  Key (email)=(ute@kiel.example) exists.\nCONTEXT:  SQL", "twice\n\n"),
        ("Error('twice\\nDETAIL:  Key (code)=(K7F3) exists.\\n')", "Error('twice\\n\\n')"),
        ("wrong\nLINE 1: SELECT 'K7F3'\n               ^", "wrong\n\n               ^"),
        ('invalid input syntax for type integer: "K7F3"', "invalid input syntax for type integer: …"),
        ("No letter to ute.k@kiel.example today.", "No letter to … today."),
        ("celery@web-1 ready.", "celery@web-1 ready."),
    ],
)
def test_an_error_s_words_leave_out_what_stood_in_the_row(words: str, left: str) -> None:
    assert without_details(words) == left


def test_the_queue_s_lines_hold_no_arguments_and_tasks_take_numbers_and_times_only() -> None:
    lines = [getattr(trace, name) for name in dir(trace) if name.startswith("LOG_")]
    assert len(lines) > 4
    assert [line for line in lines if "args" in str(line)] == []

    app.loader.import_default_modules()
    ours = [task for task in app.tasks.values() if not task.name.startswith(("celery.", "tests."))]
    takes = [parameter for task in ours for parameter in inspect.signature(task.run).parameters.values()]
    assert len(takes) > 5
    assert {parameter.name for parameter in takes if parameter.annotation != "int"} <= {"day", "until"}
