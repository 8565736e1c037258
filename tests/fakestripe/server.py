"""The HTTP of it: one thread for each connection, on a port of the loopback."""

from __future__ import annotations

from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.fakestripe import pages
from tests.fakestripe.books import Refusal
from tests.fakestripe.service import Silence, request_id, serve
from tests.fakestripe.wire import Answer, Request, read_form, read_json

if TYPE_CHECKING:
    from tests.fakestripe.fake import FakeStripe


class Server(ThreadingHTTPServer):
    daemon_threads = True
    fake: FakeStripe

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is nothing to wonder at; anything else is kept for the test."""
        import sys

        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            self.fake.errors.append(error)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one go
    server: Server

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def _answer(self, body: str) -> None:
        path = urlsplit(self.path).path
        if path.startswith(("/v1/", "/v2/")):
            try:
                self._send_json(serve(self.server.fake, self._request(path, body)))
            except Refusal as refusal:
                self._send_json(Answer(refusal.status, refusal.body))
            except Silence as silence:
                self._be_silent(hangs=silence.hangs)
        else:
            act = read_form(body).get("act", "") if self.command == "POST" else None
            self._send_page(pages.answer(self.server.fake, path, act))

    def _request(self, path: str, body: str) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        raw = urlsplit(self.path).query if self.command == "GET" else body
        is_json = self.command == "POST" and path.startswith("/v2/")
        return Request(self.command, path, headers, read_json(raw) if is_json else read_form(raw), raw)

    def _send_json(self, answer: Answer) -> None:
        headers = {"Content-Type": "application/json", "Request-Id": request_id()} | answer.headers
        self._send(answer.status, headers, dumps(answer.body).encode())

    def _send_page(self, page: pages.Page) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8"} | ({"Location": page.goes_to} if page.goes_to else {})
        self._send(page.status, headers, page.html.encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _be_silent(self, *, hangs: bool) -> None:
        self.close_connection = True
        if hangs:
            self.server.fake.hang(self.connection)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header ``Date`` follows the fake's own clock."""
        return format_datetime(self.server.fake.now, usegmt=True)

    def log_message(self, *args: object) -> None:
        """Says nothing: a test reads ``fake.requests``."""
