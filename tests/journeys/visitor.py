"""Somebody with a browser of their own: what they do, what they see, and what went wrong behind the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import TimeoutError  # noqa: A004 - that of Playwright

from kreislauf.forms.form_stamp import LEAST_SECONDS
from tests.journeys import eyes
from tests.journeys.demo import Demo

PATIENCE = 60_000  # milliseconds; a second browser and a second demo may be at work beside this one
# Every 4xx, which the response tells better; an empty style, which is what taking a screenshot leaves in a page.
MEANT = ("Failed to load resource", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
# Words that a template lets through when something behind it is missing.
SLIPS = re.compile(
    r"\{[{%]|\bNone\b|\bundefined\b|\bNaN\b|\bTrue\b|\bFalse\b|This field|&amp;|&lt;"
    r"|\b(?:business|offer|order|payment|refund|voucher|region|user)\.[a-z_]+"
)


class Visitor:
    def __init__(
        self, browser: Any, demo: Demo, *, label: str, viewport: Mapping[str, int], scripts: bool = True
    ) -> None:
        """``label`` names the region whose paths are meant where nothing else is said."""
        self.demo, self.label, self.scripts = demo, label, scripts
        self.context = browser.new_context(
            viewport=dict(viewport),
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.status = 0  # of the page that is open
        self.may_go_to: set[str] = set()  # hosts of others that somebody is meant to be led to
        self.troubles: list[str] = []
        self.links: dict[str, str] = {}  # address without its numbers → one address of that kind
        self._listen()

    def go(self, path: str, *, site: str | None = None) -> int:
        """Open a path of the region, or of another site (``""`` is the platform's); its status."""
        address = path if path.startswith("http") else self.demo.url(self.label if site is None else site, path)
        self.page.goto(address)
        return self.status

    def sign_in(self, role: str) -> None:
        """As somebody whom the demo's data made in this region."""
        account = self.demo.sign_in(role, label=self.label)
        self.go("/anmelden/")
        self.type(email=account["email"], password=account["password"])
        assert self.press("Anmelden") == 200, self.text

    def type(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"main [name={name}]:visible").first.fill(value)

    def choose(self, name: str, label: str) -> None:
        self.page.locator(f"main [name={name}]:visible").first.select_option(label=label)

    def tick(self, name: str, value: str = "") -> None:
        box = self.page.locator(f"main [name={name}]" + (f'[value="{value}"]' if value else "")).first
        # The label is what people hit: the box itself is small, and some are hidden behind a drawing.
        box.evaluate("box => box.labels[0].scrollIntoView({block: 'center'})")
        self.page.locator(
            f"label[for='{box.get_attribute('id')}'], label:has(#{box.get_attribute('id')})"
        ).first.click()
        assert box.is_checked(), f"{name}={value}"

    def press(self, name: str, *, twice: bool = False) -> int:
        """Press a button that leads on; the status of the page that comes. ``twice`` is a hurried double click."""
        button = self.page.get_by_role("button", name=name).first
        with self.page.expect_response(self._is_page), self.page.expect_navigation():
            (button.dblclick if twice else button.click)()
        return self.status

    def think(self) -> None:
        """As long as a person takes at least: what is sent sooner is taken for a program's."""
        self.page.wait_for_timeout((LEAST_SECONDS + 0.5) * 1000)

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def reads(self, words: str) -> None:
        """Wait until these words can be seen."""
        try:
            self.page.get_by_text(words).locator("visible=true").first.wait_for()
        except TimeoutError as late:
            raise AssertionError(f"„{words}“ is not on {self.page.url}:\n{self.text}") from late

    @property
    def text(self) -> str:
        return str(self.page.inner_text("body"))

    @property
    def heading(self) -> str:
        return str(self.page.inner_text("h1"))

    def look(self, name: str) -> None:
        """Look at the page with care, and remember where it leads."""
        if self.scripts:  # which look for barriers by scripts of their own
            eyes.look(self.page, f"{self.label}-{name}")
        assert not (slip := SLIPS.search(self.text)), f"{name}: „{slip.group()}“ in {self.text!r}"
        here = self.page.url.partition("#")[0]
        for link in self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            address = link.partition("#")[0]
            if address.startswith("http") and urlsplit(address).port == self.demo.port and address != here:
                self.links.setdefault(re.sub(r"\d+", "0", address), address)

    def dead_links(self) -> list[tuple[str, int]]:
        """Where this person's links lead nowhere, by what the server answers to them."""
        cookies = {(cookie["domain"].lstrip("."), cookie["name"]): cookie["value"] for cookie in self.context.cookies()}
        found = []
        with httpx.Client(timeout=20) as client:
            for address in self.links.values():
                parts = urlsplit(address)
                own = "; ".join(f"{name}={value}" for (host, name), value in cookies.items() if host == parts.hostname)
                path = f"{parts.path}?{parts.query}" if parts.query else parts.path
                status = client.get(
                    f"http://127.0.0.1:{self.demo.port}{path}", headers={"Host": parts.netloc, "Cookie": own}
                ).status_code
                if status >= 400:
                    found.append((address, status))
        return found

    def leave(self) -> None:
        """Close the browser. Fails with what went wrong behind the pages."""
        self.context.close()
        assert self.troubles == [], "\n".join(self.troubles)

    def _listen(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(f"script at {self.page.url}: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self._watch(request.url))
        self.page.on("response", self._check)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and not any(known in message.text for known in MEANT):
            self.troubles.append(f"console at {self.page.url}: {message.text}")

    def _watch(self, address: str) -> None:
        host = urlsplit(address).hostname or ""
        ours = host == "localhost" or host.endswith(".localhost") or address.startswith(self.demo.stripe.url)
        if address.startswith("http") and not ours and host not in self.may_go_to:
            self.troubles.append(f"asked a third party: {address}")

    def _is_page(self, response: Any) -> bool:
        """Whether this is what the window shows next, and not on the way to it."""
        if not response.request.is_navigation_request() or 300 <= response.status < 400:
            return False
        return bool(response.frame == self.page.main_frame)

    def _check(self, response: Any) -> None:
        kind = response.request.resource_type
        if self._is_page(response):
            self.status = response.status
        # A page may be refused, and a part of one with 422; a picture, a style or a script may not be missing.
        meant = {"document": 600, "fetch": 500, "xhr": 500}.get(kind, 400)
        if response.status >= meant:
            self.troubles.append(f"{response.status} for {response.url} on {self.page.url}")
