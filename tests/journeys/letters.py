"""Reading one's mail in the demo's mailbox, as its page shows it."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

import httpx

from tests.journeys.demo import Demo
from tests.journeys.visitor import Visitor

PATIENCE = 40.0  # seconds for the worker to write it


def open_letter(visitor: Visitor, *, to: str, subject: str, patience: float = PATIENCE) -> None:
    """Wait for a letter to ``to`` with ``subject`` in its subject, and open the newest."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        visitor.go(f"/postfach/?an={quote(to)}", site="")
        letter = visitor.page.locator("main").get_by_role("link", name=subject)
        if letter.count():
            with visitor.page.expect_navigation():
                letter.first.click()
            return
        time.sleep(0.4)
    raise AssertionError(f"No letter to {to} about {subject!r} within {patience} s:\n{visitor.text}")


def link_from_letter(visitor: Visitor, *, to: str, subject: str, link: str) -> str:
    """The first address in the letter's text that contains ``link``."""
    open_letter(visitor, to=to, subject=subject)
    visitor.go(visitor.page.url.partition("?")[0] + "?ansicht=text")
    addresses = re.findall(r"https?://[^\s<>\"]+", visitor.page.inner_text("main"))
    return next(address for address in addresses if link in address)


def attachments(visitor: Visitor, demo: Demo) -> dict[str, bytes]:
    """What hangs on the letter that is open, by name."""
    found = {}
    for link in visitor.page.locator("main a[href*='/anhang/']").all():
        path = str(link.get_attribute("href"))
        answer = httpx.get(f"http://127.0.0.1:{demo.port}{path}", headers={"Host": f"localhost:{demo.port}"})
        found[str(link.inner_text())] = answer.content
    return found
