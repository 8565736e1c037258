"""The pages on the fake's own origin, as a browser goes through them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import httpx
import pytest
from stripe import StripeClient, WebhookSignature

from tests.fakestripe import FakeStripe
from tests.fakestripe.books import Json
from tests.fakestripe.test_fakestripe import ASKED, client

BACK = "http://kiel.localhost/danke/"


@pytest.fixture
def fake() -> Iterator[FakeStripe]:
    with FakeStripe() as found:
        yield found
        assert (found.errors, found.complaints) == ([], [])


@pytest.fixture
def session(fake: FakeStripe) -> Json:
    """Of a page that a buyer is on."""
    acct = fake.connect()
    options: Any = {"stripe_account": acct}
    asking: StripeClient = client(fake)
    asking.v1.checkout.sessions.create(ASKED, options)
    return fake.sessions(acct)[0]


def press(session: Json, act: str) -> httpx.Response:
    return httpx.post(session["url"], data={"act": act})


def test_the_page_says_what_is_bought_for_how_much_and_what_can_be_done(session: Json) -> None:
    page = httpx.get(session["url"]).text

    assert "<h1>50,00 €</h1>" in page
    for words in ("Frühstück", "Bezahlen", "Zweimal bezahlen", "Später bezahlen", "Ablehnen", "Abbrechen"):
        assert words in page


@pytest.mark.parametrize(
    ("act", "goes_to", "charges"),
    [
        ("pay", BACK, ["succeeded"]),
        ("twice", BACK, ["succeeded", "succeeded"]),
        ("late", BACK, ["pending"]),
        ("decline", None, ["failed"]),
        ("cancel", BACK, []),
    ],
)
def test_each_button_does_what_it_says(
    fake: FakeStripe, session: Json, act: str, goes_to: str | None, charges: list[str]
) -> None:
    answer = press(session, act)

    assert answer.headers.get("Location") == goes_to
    assert [charge["status"] for charge in fake.charges(session)] == charges


def test_who_goes_back_or_is_declined_may_still_pay(fake: FakeStripe, session: Json) -> None:
    press(session, "cancel")
    press(session, "decline")
    press(session, "pay")

    assert [charge["status"] for charge in fake.charges(session)] == ["failed", "succeeded"]
    assert "abgelaufen" in httpx.get(session["url"]).text


def test_a_page_that_nobody_made_is_not_there(fake: FakeStripe) -> None:
    for path in ("/", "/c/pay/cs_test_x", "/setup/link_x", "/v1/nothing"):
        assert httpx.get(fake.url + path, headers={"Authorization": f"Bearer {fake.key}"}).status_code == 404
    fake.complaints.clear()


def test_events_are_posted_as_they_happen(fake: FakeStripe) -> None:
    received: Queue[tuple[str, bytes]] = Queue()

    class Address(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            received.put((self.headers["Stripe-Signature"], body))

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Address) as address:
        threading.Thread(target=address.serve_forever, args=(0.01,), daemon=True).start()
        fake.sends_to(f"http://127.0.0.1:{address.server_address[1]}/ereignisse/")
        fake.connect()
        letters = [received.get(timeout=5) for _ in range(2)]
        address.shutdown()

    assert [WebhookSignature.verify_header(body, header, fake.secrets[0]) for header, body in letters] == [True, True]
    assert sorted(json.loads(body)["id"] for _header, body in letters) == sorted(event["id"] for event in fake.events)
