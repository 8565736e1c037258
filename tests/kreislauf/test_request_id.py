"""A request has a number: on its answer, on the page that says what went wrong, in the log and in its tasks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kreislauf.celery import REQUEST_HEADER, begin_lines_of, end_lines_of
from kreislauf.log_context import LogContext, log_context, working_for
from kreislauf.regions import RegionCard
from marketplace.review.tasks import sweep_regions
from tests.kreislauf.test_logs import log  # noqa: F401 - a fixture

NUMBER = re.compile(r"[0-9a-f]{16}")
OURS = "7f3a-4711-0815"


def test_every_answer_has_a_number_of_its_own(site: Client) -> None:
    first, second, health = (site.get(path)["X-Request-ID"] for path in ("/", "/", "/-/healthy"))

    assert all(NUMBER.fullmatch(number) for number in (first, second, health))
    assert len({first, second, health}) == 3


@pytest.mark.parametrize(
    ("header", "sender", "given", "believed"),
    [
        ("HTTP_X_REAL_IP", "10.0.0.7", OURS, True),
        ("HTTP_X_REAL_IP", "", OURS, True),  # a Unix socket
        ("HTTP_X_REAL_IP", "203.0.113.7", OURS, False),
        ("", "10.0.0.7", OURS, False),  # no proxy: the visitor wrote it
        ("HTTP_X_REAL_IP", "10.0.0.7", "ute@kiel.example", False),
        ("HTTP_X_REAL_IP", "10.0.0.7", "0" * 65, False),
        ("HTTP_X_REAL_IP", "10.0.0.7", "0" * 7, False),
    ],
)
def test_only_our_proxy_s_number_is_believed(
    site: Client, settings: Settings, header: str, sender: str, given: str, believed: bool
) -> None:
    settings.CLIENT_ADDRESS_HEADER = header

    number = site.get("/", REMOTE_ADDR=sender, HTTP_X_REQUEST_ID=given)["X-Request-ID"]

    assert (number == given) is believed
    assert believed or NUMBER.fullmatch(number)


def test_an_error_page_names_it_and_so_does_the_log(
    site: Client,
    monkeypatch: pytest.MonkeyPatch,
    log: list[str],  # noqa: F811
) -> None:
    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("ute@kiel.example broke it")

    monkeypatch.setattr("marketplace.businesses.api.paged", breaks)
    monkeypatch.setattr("kreislauf.web.errors.API", "/nowhere/")  # a page, not JSON
    site.raise_request_exception = False

    answer = site.get("/api/v1/businesses/")

    number = answer["X-Request-ID"]
    assert answer.status_code == 500
    assert f"Fehlernummer: {number}" in answer.content.decode()
    lines = [json.loads(line) for line in log]
    assert [(line["request_id"], line["region"], line["logger"]) for line in lines] == [
        (number, "r_kiel", "django.request")
    ]
    assert "RuntimeError: … broke it" in lines[0]["error"]


def test_a_missing_page_has_none_to_name(site: Client) -> None:
    assert "Fehlernummer" not in site.get("/gibt-es-nicht/").content.decode()


def test_a_task_belongs_to_the_request_that_queued_it(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr("celery.app.task.Task.apply_async", lambda *args, **options: sent.append(options["headers"]))

    with working_for(None, request_id=OURS):
        sweep_regions.apply_async()
    sweep_regions.apply_async()

    assert [(headers or {}).get(REQUEST_HEADER) for headers in sent] == [OURS, None]


@pytest.fixture
def run_as() -> Callable[..., LogContext]:
    """What a log line knows while a task with these headers runs."""

    def run(**headers: str) -> LogContext:
        sweep_regions.push_request(headers=headers, is_eager=False)
        begin_lines_of(task=sweep_regions, task_id="its-own-number")
        found = log_context()
        end_lines_of(task=sweep_regions)
        sweep_regions.pop_request()
        return found

    return run


def test_a_task_s_lines_name_its_request_and_its_region(run_as: Callable[..., LogContext]) -> None:
    assert run_as(kreislauf_request_id=OURS, kreislauf_region="r_kiel") == LogContext(OURS, "r_kiel")
    assert run_as() == LogContext("its-own-number", "")
    assert log_context() == LogContext()


def test_a_task_done_on_the_spot_leaves_its_caller_s_number(in_kiel: RegionCard) -> None:
    with working_for(None, request_id=OURS):
        sweep_regions.push_request(is_eager=True)
        begin_lines_of(task=sweep_regions, task_id="its-own-number")
        end_lines_of(task=sweep_regions)
        sweep_regions.pop_request()
        assert log_context().request_id == OURS
