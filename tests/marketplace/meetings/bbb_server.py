"""A BigBlueButton server on a real port: it checks signatures as the real one does, and knows what it was asked."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

SECRET = "geheim-fuer-tests"
_ANSWER = "<response><returncode>{}</returncode>{}</response>"


@dataclass
class BigBlueButton:
    """``rooms`` by their name, as they were made first; ``fails`` answers each call with that status."""

    rooms: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: int = 0
    fails: int = 0
    answer: str = ""
    _server: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/bigbluebutton"

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Calls)
        self._server.house = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def enter(self, address: str) -> dict[str, str]:
        """Who comes in by a join address; a KeyError where it is not signed by us or the room is not there."""
        call, query = _signed(address.removeprefix(self.url.removesuffix("/bigbluebutton")))
        assert call == "join"
        self.rooms[query["meetingID"]]
        return query


class _Calls(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        house: BigBlueButton = self.server.house  # type: ignore[attr-defined]
        house.calls += 1
        if house.fails:
            return self._say(house.fails, "")
        if house.answer:
            return self._say(200, house.answer)
        try:
            call, query = _signed(self.path)
        except KeyError:
            return self._say(200, _ANSWER.format("FAILED", "<messageKey>checksumError</messageKey>"))
        assert call == "create"
        house.rooms.setdefault(query["meetingID"], query)
        return self._say(200, _ANSWER.format("SUCCESS", "<meetingID>x</meetingID>"))

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        """Quiet."""


def _signed(path: str) -> tuple[str, dict[str, str]]:
    """The call and its parameters; a KeyError without the right checksum."""
    call, _, query = path.removeprefix("/bigbluebutton/api/").partition("?")
    text, _, checksum = query.rpartition("&checksum=")
    if hashlib.sha256(f"{call}{text}{SECRET}".encode()).hexdigest() != checksum:
        raise KeyError(path)
    return call, dict(parse_qsl(text))
