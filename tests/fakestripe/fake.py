"""The fake itself: its state, its clock and its server."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from tests.fakestripe.accounts import opened
from tests.fakestripe.books import Books, Json
from tests.fakestripe.mail import Mail
from tests.fakestripe.server import Handler, Server
from tests.fakestripe.service import Fault, Stored
from tests.fakestripe.wire import Request

LONGEST_SILENCE_SECONDS = 30


class FakeStripe(Mail):
    """``errors`` and ``complaints`` are empty after a test in which our code asked only what Stripe understands."""

    def __init__(self, *, key: str = "sk_test_fake") -> None:
        self.key = key
        self.keys = {key}
        self.expired_keys: set[str] = set()
        self.has_connect = True
        self.lock = threading.RLock()
        self.offset = timedelta()
        self.accounts: dict[str, Books] = {}
        self.platforms: dict[bool, Books] = {}
        self.events: list[Json] = []
        self.unsent: list[Json] = []
        self.secrets = ["whsec_fake"]
        self.address = ""
        self.slow_banks: set[str] = set()
        self.stored: dict[tuple[str, str], Stored] = {}
        self.links: dict[str, tuple[str, Json]] = {}
        self.used_links: set[str] = set()
        self.endpoints: list[Json] = []
        self.destinations: list[Json] = []
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.weather: Callable[[Request], str | None] | None = None
        self.between: Callable[[Request], object] = lambda _request: None  # runs in the middle of each request
        self.complaints: list[str] = []
        self.errors: list[BaseException | None] = []
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.fake = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Its origin: ``http://127.0.0.1:41234``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def platform(self, *, livemode: bool) -> Books:
        """The books of the platform itself, without ``Stripe-Account``; its own account may take cards."""
        if livemode not in self.platforms:
            self.platforms[livemode] = opened({}, at=self.now, live=livemode)
            self.platforms[livemode].profile["wanted"] = {}
        return self.platforms[livemode]

    def fail(self, method: str, path: str, what: str, *, times: int = 1) -> None:
        """What the next such requests meet; ``path`` is a pattern: ``/v1/checkout/sessions.*``."""
        self.faults.append(Fault(method, path, what, times))

    def fault_for(self, request: Request) -> str | None:
        for fault in self.faults:
            if fault.times and fault.meets(request):
                fault.times -= 1
                return fault.what
        return self.weather(request) if self.weather is not None else None

    def complain(self, request: Request, *sentences: str) -> None:
        self.complaints += [f"{request.method} {request.path}: {sentence}" for sentence in sentences]

    def expire_key(self) -> None:
        self.expired_keys.add(self.key)

    def asked(self, method: str, path: str) -> list[Json]:
        """The parameters of all such requests, the oldest first."""
        return [one.asked for one in self.requests if (one.method, one.path) == (method, path)]

    def hang(self, connection: socket.socket) -> None:
        """Wait until the client has given up: it closes its end."""
        with suppress(OSError, ValueError):
            for _ in range(LONGEST_SILENCE_SECONDS * 20):
                if self._closed.is_set() or select.select([connection], [], [], 0.05)[0]:
                    return

    def set_up(self, url: str, *, version: str, events: Any = ("*",), thin: Any = ("*",)) -> None:
        """Register our address for events of connected accounts, as an operator does it in the dashboard."""
        self.endpoints.append(
            {
                "id": "we_fake",
                "object": "webhook_endpoint",
                "api_version": version,
                "application": "ca_fake",
                "created": self.seconds,
                "enabled_events": list(events),
                "status": "enabled",
                "url": url,
            }
        )
        self.destinations.append(
            {
                "id": "ed_fake",
                "object": "v2.core.event_destination",
                "enabled_events": list(thin),
                "event_payload": "thin",
                "events_from": ["@accounts"],
                "status": "enabled",
                "type": "webhook_endpoint",
                "webhook_endpoint": {"url": url},
            }
        )
