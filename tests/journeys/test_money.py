"""Real money, as far as a fake Stripe on another origin and a bank's file are real."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import etree

from tests.billing.bank.statement import credit, statement
from tests.billing.subscriptions.documents import XSD
from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.letters import open_letter
from tests.journeys.resident import code_on, come_back
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
IBAN = "DE02120300000000202051"
TITLE = "Sonntagskorb"


def test_a_business_is_paid_by_card(visit: Visit, demo: Demo) -> None:
    label = "dortmund"
    baker, buyer = visit(label, "desktop"), visit(label, "phone")
    stripe = demo.stripe

    account = _open_account(baker, demo)
    _offer(baker)

    _order(buyer, email=f"ada@{label}.example")
    _at_stripe(buyer, demo, "Bezahlen")
    buyer.reads("Danke! Hier ist Ihr Gutschein.")
    buyer.look("money-paid")
    page, code = buyer.page.url, code_on(buyer)
    charge = stripe.charges(stripe.sessions(account)[-1])[-1]

    _order(buyer, email=f"zoe@{label}.example")
    _at_stripe(buyer, demo, "Zweimal bezahlen")
    come_back(buyer, buyer.page.url, until="zurückgezahlt")
    buyer.look("money-twice")

    _order(buyer, email=f"late@{label}.example")
    _at_stripe(buyer, demo, "Später bezahlen")
    come_back(buyer, buyer.page.url, until="Ihre Zahlung wird gerade geprüft.")
    stripe.arrive(stripe.sessions(account)[-1])
    come_back(buyer, buyer.page.url, until="Danke! Hier ist Ihr Gutschein.")
    _withdraw(buyer)

    dispute = stripe.dispute(charge)
    assert dispute is not None
    buyer.go(f"/g/{code}/")
    come_back(buyer, buyer.page.url, until="gesperrt")
    stripe.win(dispute)
    come_back(buyer, buyer.page.url, until="sind darauf")
    buyer.go(page)
    buyer.reads("Danke! Hier ist Ihr Gutschein.")

    payout = stripe.payout(account)
    assert payout is not None
    stripe.payout_arrives(payout)
    cents = payout["amount"]
    amount = f"{cents // 100},{cents % 100:02}"
    _until(baker, "/betrieb/geld/", lambda text: amount in text)
    baker.look("money-payouts")


def test_a_baker_imports_what_the_bank_says(visit: Visit, demo: Demo) -> None:
    baker, buyer = visit("mittelholstein", "phone"), visit("mittelholstein", "phone")
    _give_an_iban(baker, demo)
    _offer(baker)

    _order(buyer, email="ada@mittelholstein.example", way="Überweisung")
    buyer.reads("DE02 1203 0000 0000 2020 51")
    buyer.look("money-transfer")
    reference = re.search(r"RF[0-9 ]{14,22}", buyer.text)
    assert reference is not None

    baker.go("/betrieb/bank/")
    content = statement(credit(2500, f"Gutschein {reference.group()}", name="Ada", ref="R1"))
    baker.page.set_input_files("[name=file]", {"name": "auszug.xml", "mimeType": "text/xml", "buffer": content})
    baker.press("Hochladen und ansehen")
    come_back(baker, baker.page.url, until="Übernehmen")
    baker.look("money-dry-run")
    baker.press("Übernehmen")
    come_back(baker, baker.page.url, until="Der Auszug ist übernommen.")
    baker.look("money-taken-over")
    open_letter(buyer, to="ada@mittelholstein.example", subject="Gutschein")


def test_an_operator_bills_a_region(visit: Visit, demo: Demo) -> None:
    """An invoice with a mistake is cancelled and written anew; its XML holds to the schema, and it is paid."""
    operator = visit("leitstand")
    account = demo.sign_in("Leitstand")
    operator.go("/rechnungen/?stand=ueberfaellig")
    operator.type(email=account["email"], password=account["password"])
    operator.press("Anmelden")
    operator.go("/rechnungen/?stand=ueberfaellig")
    operator.look("money-invoices")
    operator.page.locator("main tbody a").first.click()
    operator.look("money-overdue")
    overdue = operator.page.url
    operator.follow("Korrigieren")
    operator.type(reason="Falsche Bestellnummer.")
    operator.press("Korrektur schreiben und abschicken")
    operator.look("money-credit")
    operator.go(overdue)
    operator.follow("Neu ausstellen")
    operator.press("Neu ausstellen")
    operator.reads("ist geschrieben.")
    invoice = operator.page.url

    come_back(operator, invoice, until="Verschickt")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in operator.context.cookies())
    headers = {"Host": f"leitstand.localhost:{demo.port}", "Cookie": cookies}
    xml = httpx.get(f"http://127.0.0.1:{demo.port}{urlsplit(invoice).path}xml/", headers=headers, timeout=30)
    etree.XMLSchema(file=str(XSD)).assertValid(etree.fromstring(xml.content))

    operator.go(invoice)
    operator.follow("Zahlung eintragen")
    operator.press("Eintragen")
    operator.reads("Die Rechnung ist bezahlt.")


def test_a_region_pays_its_invoice_by_card(visit: Visit, demo: Demo) -> None:
    leader, button = visit("dortmund", "phone"), "Mit Karte bezahlen"
    leader.sign_in("Leitung")
    leader.go("/verwaltung/rechnungen/")
    leader.reads("Offen sind")
    leader.look("money-own-invoices")
    before = leader.text.count(button)
    _leave(leader, demo, button)
    _leave_stripe(leader, demo, "Bezahlen")
    leader.reads("Kartenzahlung begonnen")
    leader.look("money-own-invoice-begun")
    _until(leader, "/verwaltung/rechnungen/", lambda text: text.count(button) == before - 1, seconds=150)


def _open_account(baker: Visitor, demo: Demo) -> str:
    """Half of it first, then all; Stripe's pages stand on another origin."""
    baker.sign_in("Betrieb")
    baker.go("/betrieb/zahlungskonto/")
    baker.look("money-no-account")
    before = set(demo.stripe.accounts)
    _leave(baker, demo, "Konto eröffnen oder verbinden")
    _leave_stripe(baker, demo, "Später weitermachen")
    baker.reads("Fast da: Es fehlen noch Angaben")
    baker.look("money-half-an-account")
    _leave(baker, demo, "Weiter zu Stripe")
    _leave_stripe(baker, demo, "Alles angeben")
    baker.reads("Sie können Zahlungen annehmen")
    baker.look("money-account")
    (account,) = set(demo.stripe.accounts) - before
    return account


def _give_an_iban(baker: Visitor, demo: Demo) -> None:
    baker.sign_in("Betrieb")
    baker.go("/betrieb/bank/konto/")
    if baker.page.locator("main [name=password]").count():
        baker.type(password=demo.sign_in("Betrieb", label=baker.label)["password"])
        baker.press("Weiter")
        baker.go("/betrieb/bank/konto/")
    baker.type(holder="Bäckerei Jansen", iban=IBAN, hold_days="7")
    baker.press("Speichern")
    baker.reads("DE02 1203 0000 0000 2020 51")
    baker.look("money-bank")


def _offer(baker: Visitor) -> None:
    baker.go("/betrieb/angebote/neu/")
    baker.type(title=TITLE, price="25")
    assert baker.press("Weiter zum Bild") == 200, baker.text
    baker.follow("Ohne Bild weiter")
    baker.press("Jetzt veröffentlichen")


def _order(buyer: Visitor, *, email: str, way: str = "Karte") -> None:
    buyer.go("/gutscheine/")
    buyer.follow(TITLE)
    buyer.type(buyer_name="Ada Lund", email=email)
    buyer.tick("accepts")
    assert buyer.press("Weiter: Angaben prüfen") == 200, buyer.text
    buyer.page.get_by_label(way).first.check(force=True)
    buyer.look("money-review")
    buyer.page.get_by_role("button", name="Zahlungspflichtig bestellen").click()


def _at_stripe(buyer: Visitor, demo: Demo, button: str) -> None:
    buyer.page.wait_for_url(f"{demo.stripe.url}/**")
    _leave_stripe(buyer, demo, button)


def _leave(visitor: Visitor, demo: Demo, button: str) -> None:
    visitor.page.get_by_role("button", name=button).first.click()
    visitor.page.wait_for_url(f"{demo.stripe.url}/**")


def _leave_stripe(visitor: Visitor, demo: Demo, button: str) -> None:
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.wait_for_url(lambda url: not url.startswith(demo.stripe.url))
    # Redirects inherit the long fragment of Stripe's page, and an address with one is not loaded anew.
    visitor.go(visitor.page.url.partition("#")[0])


def _withdraw(buyer: Visitor) -> None:
    code, page = code_on(buyer), buyer.page.url
    buyer.follow("Vertrag widerrufen")
    buyer.type(reference=code)
    buyer.press("Weiter")
    buyer.press("Widerruf bestätigen")
    buyer.reads("Ihr Widerruf ist eingegangen.")
    come_back(buyer, page, until="erstattet")


def _until(visitor: Visitor, path: str, done: Callable[[str], Any], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        visitor.go(path)
        if done(visitor.text):
            return
        assert time.monotonic() < end, visitor.text
        time.sleep(0.5)
