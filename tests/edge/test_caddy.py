"""The documented edge holds what it promises: run by the real Caddy, in front of the real web."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kreislauf.embedded.ports import LOOPBACK
from kreislauf.log_context import WELL_FORMED
from tests.edge.caddy import DEPLOY, edge, program
from tests.edge.web import HOST, MEGABYTE, HalfSent, ask, get, serving

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ECHO = "tests.edge.echo:application"


def test_the_documented_caddyfile_is_one() -> None:
    command = [program(), "adapt", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    adapted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)

    (server,) = adapted["apps"]["http"]["servers"].values()
    assert server["max_header_bytes"] == 16_000
    assert server["read_header_timeout"] == 10 * 10**9
    assert server["read_timeout"] == 180 * 10**9
    (passed_on,) = found(server, "reverse_proxy")
    assert (passed_on["request_buffers"], passed_on["response_buffers"]) == (1_000_000, 2_000_000)
    assert "request\\u003euri" in json.dumps(adapted["logging"]) or "request>uri" in json.dumps(adapted["logging"])


def found(part: Any, handler: str) -> Iterator[dict[str, Any]]:
    """Each handler of that name, however deep it stands."""
    if isinstance(part, dict) and part.get("handler") == handler:
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from found(inner, handler)


def test_what_the_edge_asks_for_itself_is_answered_to_no_visitor(tmp_path: Path) -> None:
    with serving(tmp_path, application=ECHO) as (web, _), edge(tmp_path, web=web) as (port, _):
        assert get(web, "/-/ask?domain=kiel.localhost") == 200
        assert get(port, "/-/ask?domain=kiel.localhost") == 404


def test_half_sent_forms_reach_no_thread_of_the_web(kiel: object, tmp_path: Path) -> None:
    with serving(tmp_path, GRANIAN_BLOCKING_THREADS="4") as (web, _), edge(tmp_path, web=web) as (port, _):
        half_sent = HalfSent(port, times=16)
        with half_sent:
            assert get(port, "/impressum/") == 200
            assert ask(port, "POST", "/anmelden/", body=b"a=b", headers=FORM, seconds=5)[0] == 403
            assert get(port, "/static/kl/css/base.css") == 200


def test_what_never_ends_is_ended(kiel: object, tmp_path: Path) -> None:
    with serving(tmp_path) as (web, _), edge(tmp_path, web=web, read_body="2s") as (port, _):
        half = HalfSent(port, times=1)
        half.sockets[0].settimeout(10)
        begun = time.monotonic()
        while half.sockets[0].recv(4096):
            """An answer may come first."""
        half.sockets[0].close()
        assert time.monotonic() - begun < 8


def test_a_large_upload_is_refused_with_a_page_that_helps(kiel: object, tmp_path: Path) -> None:
    with serving(tmp_path) as (web, _), edge(tmp_path, web=web) as (port, _):
        large = announce(port, "/mitmachen/", 26 * MEGABYTE + 1)
        form = ask(port, "POST", "/anmelden/", body=b"x" * (MEGABYTE + 1), headers=FORM)

    assert (large[0], form[0]) == (413, 413)
    assert "Ein Foto darf höchstens 25 MB haben" in large[1]  # the edge's own
    assert "höchstens 1 MB" in form[1]


def announce(port: int, path: str, length: int) -> tuple[int, str]:
    """The answer to a form of which its length and its beginning were sent: a server reads a quarter of a megabyte."""
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=30)) as connection:
        connection.putrequest("POST", path, skip_host=True)
        for name, value in {"Host": HOST, "Content-Length": str(length), "Content-Type": "multipart/form-data"}.items():
            connection.putheader(name, value)
        connection.endheaders(b"x" * 300_000)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_the_visitor_s_address_is_the_edge_s_word(tmp_path: Path) -> None:
    # To a program, X_Real_IP is the same as X-Real-IP, and the later of the two counts.
    names = ("X-Real-IP", "X-Forwarded-For", "X_Real_IP", "X_Real-IP", "x-real_ip", "zz_X_Real_IP", "X_Forwarded_For")
    spoofed = dict.fromkeys(names, "203.0.113.7")
    with serving(tmp_path, application=ECHO) as (web, _), edge(tmp_path, web=web) as (port, _):
        told = json.loads(ask(port, "GET", "/", headers=spoofed)[1])

    assert told["HTTP_X_REAL_IP"] == LOOPBACK
    assert told["HTTP_X_FORWARDED_FOR"] == LOOPBACK
    assert told["HTTP_HOST"] == HOST


def test_the_number_of_a_request_is_the_edge_s_word(tmp_path: Path) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    own = {"X-Request-ID": "4711-0815-7f3a", "Traceparent": trace, "Baggage": "user=ute"}
    with serving(tmp_path, application=ECHO) as (web, _), edge(tmp_path, web=web) as (port, _):
        told = json.loads(ask(port, "GET", "/", headers=own)[1])

    assert WELL_FORMED.fullmatch(told["HTTP_X_REQUEST_ID"])
    assert told["HTTP_X_REQUEST_ID"] != own["X-Request-ID"]
    assert (told["HTTP_TRACEPARENT"], told["HTTP_BAGGAGE"]) == (None, None)


def test_what_is_the_same_for_everybody_is_packed_and_nothing_else(kiel: object, tmp_path: Path) -> None:
    with serving(tmp_path) as (web, _), edge(tmp_path, web=web) as (port, _):
        front, etag = packed(port, "/")
        assert (front, etag.endswith('-gzip"')) == ("gzip", True)
        assert packed(port, "/betriebe/")[0] == "gzip"
        assert packed(port, "/anmelden/")[0] == ""  # its form has a secret of the visitor's
        assert get(port, "/", headers={"Accept-Encoding": "gzip", "If-None-Match": etag}) == 304


def packed(port: int, path: str) -> tuple[str, str]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers.get("Content-Encoding", ""), response.headers.get("ETag", "")


@pytest.mark.parametrize("both", ["Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked"])
def test_a_body_with_two_lengths_is_refused(kiel: object, tmp_path: Path, both: str) -> None:
    with serving(tmp_path) as (web, _), edge(tmp_path, web=web) as (port, _):
        sent = f"POST /anmelden/ HTTP/1.1\r\nHost: {HOST}\r\n{both}\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        assert raw(port, sent).startswith("HTTP/1.1 411")
        assert raw(web, sent).startswith("HTTP/1.1 411")  # past the edge as well
        twice = f"POST /anmelden/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
        assert raw(port, twice).startswith("HTTP/1.1 400")
        assert raw(port, f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX: {'x' * 40_000}\r\n\r\n").startswith("HTTP/1.1 431")


def test_the_edge_s_own_log_names_nobody_and_no_address(tmp_path: Path) -> None:
    with serving(tmp_path, application=ECHO) as (web, process), edge(tmp_path, web=web) as (port, log):
        os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + 10
        while (answer := ask(port, "GET", "/g/geheimes-token/", headers={"Cookie": "sitzung=geheim"}))[0] == 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        told = log.read_text()

    assert answer[0] == 502
    assert "Das ging gerade nicht" in answer[1]
    lines = [line for line in told.splitlines() if "http.log.access" in line]
    assert '"status":502' in lines[-1]
    assert "geheim" not in told
    assert [line for line in lines if LOOPBACK in line] == []


def raw(port: int, text: str) -> str:
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        connection.sendall(text.encode())
        return connection.recv(4096).decode(errors="replace")
