"""A buyer in a real browser gets to a pay page on another origin and back; if it is not declared, nobody does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from billing.payments.models import Attempt
from billing.payments.tasks import converge_attempt
from billing.providers.sandbox.acts import PAY
from billing.providers.sandbox.models import SandboxCheckout
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Offer
from tests.edge.web import HOST, serving
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.make import make_offer

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
PAGE = "<!doctype html><title>Pay</title><form method=post><button>Pay now</button></form>"


@contextmanager
def provider_pages(card: RegionCard) -> Iterator[str]:
    """The provider's own server: its page has a button that pays, tells us, and leads back. Gives its origin."""

    class Pay(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with stepping_into(card):
                checkout = SandboxCheckout.objects.get(ref=self.path.strip("/"))
                PAY.do(checkout)
                converge_attempt(attempt_id=Attempt.objects.get(key=checkout.key).pk)  # as the event has it done
            connection.close()
            self.send_response(303)
            self.send_header("Location", checkout.return_url)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pay) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Seen:
    """Where the buyer stood after ordering and after paying, and what the browser refused."""

    ordered: str = ""
    ended: str = ""
    text: str = ""
    refused: str = ""


def buy(address: str, pay_page: str) -> Seen:
    """In a thread of its own: beside Playwright's loop no test may ask the database."""
    from playwright.sync_api import sync_playwright

    seen = Seen()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab: Any = browser.new_context(locale="de-DE").new_page()
        tab.set_default_timeout(60_000)
        tab.on("console", lambda message: _hear(seen, message.text))
        tab.goto(address)
        tab.fill("main [name=buyer_name]", "Jan Nachbar")
        tab.fill("main [name=email]", "jan@example.org")
        tab.check("main [name=accepts]", force=True)
        tab.get_by_role("button", name="Weiter: Angaben prüfen").click()
        tab.get_by_role("button", name="Zahlungspflichtig bestellen").click()
        tab.wait_for_timeout(500)
        if not seen.refused:
            tab.wait_for_url(f"{pay_page}/**")
        seen.ordered = tab.url
        if tab.url.startswith(pay_page):
            tab.get_by_role("button", name="Pay now").click()
            tab.wait_for_url(lambda url: not url.startswith(pay_page))
        seen.ended, seen.text = tab.url, tab.inner_text("main")
        browser.close()
    return seen


def _hear(seen: Seen, text: str) -> None:
    if "form-action" in text:
        seen.refused = text


@pytest.fixture
def offer(kiel: RegionCard) -> Offer:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to buy in a browser.")
    with stepping_into(kiel):
        return make_offer()


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "not declared"])
def test_a_buyer_gets_to_another_origin_and_back_if_it_is_declared(
    kiel: RegionCard, offer: Offer, tmp_path: Path, declared: bool
) -> None:
    with provider_pages(kiel) as origin:
        known = origin if declared else ""
        with serving(
            tmp_path, application="tests.edge.elsewhere_wsgi:application", PAY_PAGE=origin, PAY_PAGE_DECLARED=known
        ) as (port, _):
            address = f"http://{HOST}:{port}{offer.get_absolute_url()}"
            with ThreadPoolExecutor(1) as pool:
                seen = pool.submit(buy, address, origin).result(timeout=120)

    ours = f"http://{HOST}:{port}/"
    if declared:
        assert seen.refused == ""
        assert seen.ordered.startswith(origin)
        assert seen.ended.startswith(ours)
        assert "Danke! Hier ist Ihr Gutschein." in seen.text
    else:
        assert "form-action" in seen.refused
        assert seen.ended.startswith(ours)
