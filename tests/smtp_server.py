"""A mail server on a real port that takes, refuses, hangs up and goes away as a test says."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from typing import Any


@dataclass
class SmtpServer:
    """``answers`` maps an address to the reply it gets; ``hang_ups`` counts messages it takes without saying so."""

    answers: dict[str, str] = field(default_factory=dict)
    hang_ups: int = 0
    received: list[tuple[str, Message]] = field(default_factory=list)
    raw: list[tuple[str, bytes]] = field(default_factory=list)  # the sender of the envelope, and the mail's bytes
    slow: Callable[[], object] = lambda: None
    port: int = 0
    _server: Any = None

    def start(self) -> None:
        """On the same port as before."""
        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), _Session)
        self._server.daemon_threads, self._server.block_on_close, self._server.house = True, False, self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def recipients(self) -> list[str]:
        return [to for to, _message in self.received]

    def wait_for(self, count: int) -> None:
        end = time.monotonic() + 5
        while len(self.received) < count and time.monotonic() < end:
            time.sleep(0.02)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        house: SmtpServer = self.server.house  # type: ignore[attr-defined]
        by = to = ""
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "MAIL":
                by = re.search("<(.*?)>", line)[1]  # type: ignore[index]
                self._say("250 ok")
            elif verb == "RCPT":
                to = re.search("<(.*)>", line)[1]  # type: ignore[index]
                self._say(house.answers.get(to, "250 ok"))
            elif verb == "DATA":
                self._say("354 go on")
                content = self._message()
                house.slow()
                house.raw.append((by, content))
                house.received.append((to, message_from_bytes(content, policy=policy.default)))
                if house.hang_ups:
                    house.hang_ups -= 1
                    return
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
