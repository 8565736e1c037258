"""What leaves the house by traces, errors and logs, from a web and a worker that really run: never who it was."""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import redis
from django.conf import settings

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.regions import RegionCard, stepping_into
from tests.kreislauf.collector import Collector, collecting
from tests.make import make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
ROOT = Path(settings.PACKAGE).parent.parent
MAIL = "geheim@kiel.example"
SECRETS = ["geheim", "203.0.113.7", "Firefox", settings.DATABASES["default"]["PASSWORD"], settings.SECRET_KEY]
TRACE, NUMBER = "0af7651916cd43dd8448eb211c80319c", "4711-0815-7f3a"
FROM_THE_PROXY = {
    "X-Real-IP": "203.0.113.7",
    "X-Request-ID": NUMBER,
    "Traceparent": f"00-{TRACE}-b7ad6b7169203331-01",
    "Tracestate": "other=geheimer-stand",
    "Baggage": "sentry-user_id=geheime-last,user=geheim",
    "Sentry-Trace": f"{TRACE}-b7ad6b7169203331-1",
    "User-Agent": "Firefox",
    "Referer": "http://kiel.localhost/geheimer-anfang/",
    "Cookie": "sitzung=geheime-sitzung",
    "Content-Type": "application/x-www-form-urlencoded",
}


@pytest.fixture
def queue() -> Iterator[None]:
    """The broker, empty before and after."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.delete("celery", "unacked", "unacked_index")
        yield
        broker.delete("celery", "unacked", "unacked_index")


@contextmanager
def running(collector: Collector, folder: Path) -> Iterator[int]:
    """A web and a worker that send traces and errors; the web's port."""
    port = free_port()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "INFO"}
    env |= {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.address, "OTEL_BSP_SCHEDULE_DELAY": "200"}
    env |= {"SENTRY_DSN": collector.dsn, "CLIENT_ADDRESS_HEADER": "X-Real-IP", "GRANIAN_BLOCKING_THREADS": "2"}
    python = [sys.executable, "-W", "ignore", "-m"]
    web = [*python, "tests.kreislauf.broken_web", str(port)]
    worker = [*python, "celery", "--quiet", "-A", "tests.kreislauf.broken_task", "worker", "--concurrency", "1"]
    worker += ["--without-gossip", "--without-mingle"]
    with ExitStack() as ends:
        for name, command in (("worker", worker), ("web", web)):
            process = start(command, log=folder / f"{name}.log", env=env, cwd=ROOT)
            ends.callback(stop, process, seconds=20)
        until(lambda: ask(port, "GET", "/-/healthy")[0] == 200)
        yield port


def ask(port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
    """The status, and the number of the answer."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request(method, path, body, {"Host": "kiel.localhost"} | (headers or {}))
        answer = connection.getresponse()
        answer.read()
    except OSError:
        return 0, ""
    finally:
        connection.close()
    return answer.status, answer.headers["X-Request-ID"]


def until(is_so: Callable[[], Any]) -> None:
    end = time.monotonic() + 90
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_trace_goes_through_web_worker_and_database_and_names_nobody(
    kiel: RegionCard, queue: None, tmp_path: Path
) -> None:
    with stepping_into(kiel):
        make_user(email=MAIL)
    typed = urlencode({"email": MAIL, "password": "geheimes-wort"})

    with collecting() as collector, running(collector, tmp_path) as port:
        asked = ask(port, "POST", "/auftrag/geheimes-token/?q=geheime-frage", typed, FROM_THE_PROXY)
        broken = ask(port, "POST", "/kaputt/geheimes-token/?q=geheime-frage", typed, FROM_THE_PROXY)
        ask(port, "POST", "/kaputt/geheimes-token/", typed, FROM_THE_PROXY | {"Host": "dortmund.localhost"})
        ask(port, "GEHEIM", "/geheimer-weg/")
        until(lambda: len(collector.errors) >= 3 and any("run/" in span["name"] for span in collector.spans))

    assert (asked, broken) == ((200, NUMBER), (500, NUMBER))
    lines = {name: (tmp_path / f"{name}.log").read_text().splitlines() for name in ("web", "worker")}
    everything = collector.text + "\n".join([*lines["web"], *lines["worker"]])
    assert [secret for secret in SECRETS if secret in everything] == []
    _check_spans(collector.spans)
    _check_errors(collector.errors)
    _check_lines(lines)


def _check_spans(spans: list[dict[str, Any]]) -> None:
    ours = [span for span in spans if span["trace"] == TRACE]
    names = {span["name"] for span in ours}
    task = "tests.kreislauf.broken_task.insert_twice"
    assert {"POST /auftrag/<str:token>/", "SELECT", f"apply_async/{task}", f"run/{task}", "INSERT"} <= names
    assert {span["kreislauf.region"] for span in ours} <= {"r_kiel", "r_dortmund", "public"}
    for name in ("POST /auftrag/<str:token>/", f"run/{task}", "INSERT"):
        assert {span["kreislauf.region"] for span in ours if span["name"] == name} == {"r_kiel"}
    request = next(span for span in ours if span["name"] == "POST /kaputt/<str:token>/")
    assert {name: value for name, value in request.items() if "." in name} == {
        "http.request.method": "POST",
        "http.response.status_code": 500,
        "http.route": "/kaputt/<str:token>/",
        "error.type": "RuntimeError",
        "kreislauf.region": "r_kiel",
        "kreislauf.request_id": NUMBER,
    }
    assert "_OTHER" in {span["name"] for span in spans}
    assert [span for span in spans if span["events"] or span["name"] == "BRPOP"] == []


def _check_errors(errors: list[dict[str, Any]]) -> None:
    told = {error["exception"]["values"][-1]["type"]: error for error in errors if "exception" in error}
    assert {"RuntimeError", "UniqueViolation"} <= told.keys() | {
        value["type"] for error in told.values() for value in error["exception"]["values"]
    }
    regions = sorted((error["tags"]["region"], error["tags"]["request_id"]) for error in errors)
    assert regions == [("r_dortmund", NUMBER), ("r_kiel", NUMBER), ("r_kiel", NUMBER)]
    assert told["RuntimeError"]["exception"]["values"][-1]["value"] == "Something broke."


def _check_lines(lines: dict[str, list[str]]) -> None:
    """Each is one JSON object, Celery's and granian's own too; an error's names the request and the trace."""
    farewell = ("", "worker: Warm shutdown (MainProcess)")  # Celery prints it past its log
    told = [json.loads(line) for name in ("web", "worker") for line in lines[name] if line not in farewell]
    loggers = {line["logger"] for line in told}
    assert {"django.request", "celery.worker.strategy", "celery.app.trace"} <= loggers
    failed = [line for line in told if line["level"] == "error"]
    assert {line["logger"] for line in failed} == {"django.request", "celery.app.trace"}
    assert {(line["region"], line["request_id"], line["trace_id"]) for line in failed} == {
        ("r_kiel", NUMBER, TRACE),
        ("r_dortmund", NUMBER, TRACE),
    }
