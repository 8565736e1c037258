"""Whoever asks here gets an answer, or says what broke behind it; what they changed is taken back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.http import QueryDict
from django.test import Client

from kreislauf.regions import stepping_into
from kreislauf.web.wsgi_handler import Utf8Request
from tests.journeys.world import rolled_back

FORM = "application/x-www-form-urlencoded"


class Asker:
    """One person's browser, the same at each request, whatever the request before did to its cookies."""

    def __init__(self, client: Client) -> None:
        self.client = Client(raise_request_exception=False, **client.defaults)
        self.cookies = client.cookies.output(header="", sep=";", attrs=[]).strip()
        self.broken: list[BaseException] = []

    def ask(
        self, method: str, path: str, *, body: bytes = b"", kind: str = "", query: str = "", **headers: str
    ) -> tuple[int, str]:
        """The status, and the error behind a 500."""
        self.broken = []
        extra: dict[str, Any] = {"QUERY_STRING": query, "HTTP_COOKIE": self.cookies}
        extra |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        got_request_exception.connect(self._hear)
        try:
            status = self.answer(method, path, body, content_type=kind, **extra).status_code
        except Exception as error:
            return 500, repr(error)
        finally:
            got_request_exception.disconnect(self._hear)
        return status, " ".join(repr(error)[:300] for error in self.broken)

    def answer(self, method: str, path: str, body: bytes = b"", **extra: Any) -> Any:
        cache.clear()
        self.client.cookies.clear()
        with stepping_into(None), rolled_back(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.test.client.WSGIRequest", Utf8Request)  # as in production
            response = self.client.generic(method, path, body, **{"HTTP_COOKIE": self.cookies, **extra})
            if response.streaming:
                response.streamed = b"".join(response.streaming_content)  # which closes it
        return response

    def _hear(self, **_sent: Any) -> None:
        self.broken.append(sys.exc_info()[1] or Exception("unknown"))


def as_query(fields: dict[str, str]) -> str:
    """As ``urlencode`` writes it, with halves of characters too."""
    return "&".join(
        f"{quote(name.encode(errors='surrogatepass'))}={quote(value.encode(errors='surrogatepass'))}"
        for name, value in fields.items()
    )


@contextmanager
def names_read() -> Iterator[set[str]]:
    """Which names of its query and form a view asks for."""
    found: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for method in ("get", "getlist", "__getitem__", "__contains__"):
            before = getattr(QueryDict, method)

            def noted(self: QueryDict, name: Any, *args: Any, _before: Any = before) -> Any:
                found.add(str(name))
                return _before(self, name, *args)

            patch.setattr(QueryDict, method, noted)
        yield found
