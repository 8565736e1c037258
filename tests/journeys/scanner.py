"""A browser that opens links as mail scanners do, and gets its pages from Django's test client, inside of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
from typing import Any

import pytest

from tests.conftest import make_client
from tests.journeys.conftest import CHROMIUM, FLAGS

WAITS_MS = 300  # after the last request of a page


class Scanner:
    """The browser's loop is in a thread of its own: Django's connection stays in the test's."""

    def __init__(self) -> None:
        self.links: SimpleQueue[str] = SimpleQueue()
        self.events: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self.asked: list[str] = []

    def scan(self, link: str) -> str:
        """Open it, run what the page brings, move about in it, and wait. The page's words."""
        self.asked = []
        self.links.put(link)
        while True:
            what, value = self.events.get(timeout=60)
            if what == "asks":
                request, answer = value
                self.asked.append(request["method"])
                answer.put(_answered(request))
            elif what == "broken":
                raise value
            else:
                return str(value)

    def browse(self) -> None:
        from playwright.sync_api import sync_playwright

        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                while link := self.links.get():
                    page = browser.new_page()
                    page.route("**/*", self._pass_on)
                    page.goto(link, wait_until="networkidle")
                    for _ in range(3):
                        page.keyboard.press("Tab")
                    page.mouse.wheel(0, 4000)
                    page.wait_for_timeout(WAITS_MS)
                    self.events.put(("seen", page.inner_text("body")))
                    page.close()
                browser.close()
        except Exception as problem:
            self.events.put(("broken", problem))

    def _pass_on(self, route: Any) -> None:
        request, answer = route.request, SimpleQueue[dict[str, Any]]()
        asked = {"method": request.method, "url": request.url, "body": request.post_data_buffer or b""}
        self.events.put(("asks", (asked | {"headers": request.headers}, answer)))
        route.fulfill(**answer.get(timeout=60))


def _answered(request: dict[str, Any]) -> dict[str, Any]:
    host, _slash, path = request["url"].partition("://")[2].partition("/")
    headers = request["headers"]
    kind = headers.get("content-type", "application/octet-stream")
    given = {"HTTP_ACCEPT": headers.get("accept", "*/*"), "HTTP_COOKIE": headers.get("cookie", "")}
    client = make_client(host=host)
    found: Any = client.generic(request["method"], f"/{path}", request["body"], content_type=kind, **given)
    while found.status_code in (301, 302):  # the browser would go past us to where it is sent
        found = client.get(found["Location"], **given)
    body = b"".join(found.streaming_content) if found.streaming else found.content
    return {"status": found.status_code, "headers": dict(found.items()), "body": body}


@contextmanager
def scanning() -> Iterator[Scanner]:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to run the browser tests.")
    scanner = Scanner()
    thread = Thread(target=scanner.browse, daemon=True)
    thread.start()
    yield scanner
    scanner.links.put("")
    thread.join(timeout=20)
