"""Reading one's mail in the demo's mailbox, as its page shows it."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import quote

from tests.journeys.conftest import Demo

PATIENCE = 30.0  # seconds for the worker to write it


def link_from_letter(page: Any, demo: Demo, *, to: str, subject: str, link: str) -> str:
    """Wait for a letter to ``to`` with ``subject`` in its subject, and return its address that contains ``link``."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page.goto(demo.url(path=f"/postfach/?an={quote(to)}"))
        letter = page.get_by_role("link", name=subject)
        if letter.count():
            letter.first.click()
            page.goto(f"{page.url}?ansicht=text")
            addresses = re.findall(r"https?://[^\s<>\"]+", page.inner_text("main"))
            return next(address for address in addresses if link in address)
        time.sleep(0.5)
    raise AssertionError(f"No letter to {to} about {subject!r} within {PATIENCE} s.")
