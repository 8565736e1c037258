"""What neighbours do: look around, buy, pay well or badly, and change their mind."""

from __future__ import annotations

import re
import time

import httpx

from tests.journeys.business import BAKERY
from tests.journeys.demo import Demo
from tests.journeys.letters import PATIENCE, attachments, open_letter
from tests.journeys.places import Place
from tests.journeys.visitor import Visitor

CODE = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b")


def look_around(neighbour: Visitor) -> None:
    """Home, directory, a business, the list with a filter, an offer, the map."""
    neighbour.go("/")
    neighbour.look("50-home")
    neighbour.go("/betriebe/")
    neighbour.look("51-directory")
    neighbour.follow(BAKERY)
    neighbour.look("52-business")
    neighbour.go("/gutscheine/")
    neighbour.reads("3 Gutscheine")
    neighbour.look("54-offers")
    neighbour.page.fill("#q", "kaffee")
    neighbour.reads("1 Gutschein")  # as one types
    assert "q=kaffee" in neighbour.page.url
    neighbour.page.fill("#q", "gibtesnicht")
    neighbour.reads("Dazu gibt es gerade nichts.")
    neighbour.look("55-offers-none")
    neighbour.page.fill("#q", "kaffee")
    neighbour.reads("1 Gutschein")
    neighbour.follow("Kaffeekasse")


def order(neighbour: Visitor, title: str, *, email: str, amount: str = "", gift: bool = False) -> None:
    """From the offer to the payment's page."""
    neighbour.go("/gutscheine/")
    neighbour.follow(title)
    order_here(neighbour, email=email, amount=amount, gift=gift)


def order_here(neighbour: Visitor, *, email: str, amount: str = "", gift: bool = False) -> None:
    """The same on an offer's own page."""
    if amount:
        neighbour.type(amount=amount)
    neighbour.type(buyer_name="Jan Nachbar", email=email)
    if gift:
        neighbour.tick("is_gift")
        neighbour.type(recipient_name="Oma Inge", greeting="Für den Sonntagskuchen. Dein Jan")
    neighbour.tick("accepts")
    assert neighbour.press("Weiter: Angaben prüfen") == 200, neighbour.text
    neighbour.press("Zahlungspflichtig bestellen")
    neighbour.reads("TEST")


def buy_a_gift(neighbour: Visitor, place: Place, demo: Demo) -> str:
    """Declined, aborted, then paid: one voucher, on the page and in the mail; its code."""
    email = place.email("jan")
    neighbour.go("/gutscheine/")
    neighbour.follow("Kaffeekasse")
    neighbour.look("60-offer")
    neighbour.type(amount="12,505", email="jan")
    assert neighbour.press("Weiter: Angaben prüfen") == 422
    neighbour.reads("höchstens zwei Stellen nach dem Komma")
    assert neighbour.page.input_value("[name=amount]") == "12,505"
    neighbour.look("61-offer-refused")
    neighbour.type(amount="12,50", buyer_name="Jan Nachbar", email=email)
    neighbour.tick("is_gift")
    neighbour.type(recipient_name="Oma Inge", greeting="Für den Sonntagskuchen. Dein Jan")
    neighbour.tick("accepts")
    assert neighbour.press("Weiter: Angaben prüfen") == 200, neighbour.text
    neighbour.reads("12,50 €")
    neighbour.look("62-review")
    neighbour.press("Zahlungspflichtig bestellen")
    neighbour.look("63-payment")
    neighbour.press("Zahlung ablehnen")
    neighbour.reads("Die Bank hat die Zahlung abgelehnt.")
    neighbour.press("Abbrechen")
    neighbour.reads("Noch einmal bezahlen")
    neighbour.look("64-order-unpaid")
    neighbour.press("Noch einmal bezahlen")
    neighbour.press("12,50 € bezahlen")
    neighbour.reads("Danke! Ihr Geschenk ist fertig.")
    page = neighbour.page.url
    code = code_on(neighbour)
    neighbour.look("65-order-paid")
    neighbour.go(page)
    neighbour.reads("Danke! Ihr Geschenk ist fertig.")
    assert code_on(neighbour) == code
    assert document(neighbour, demo).startswith(b"%PDF-")

    open_letter(neighbour, to=email, subject=BAKERY)
    neighbour.look("66-letter")
    papers = attachments(neighbour, demo)
    assert [content[:5] for content in papers.values()] == [b"%PDF-"], papers.keys()
    neighbour.go(f"/g/{code}/")
    neighbour.reads("Noch 12,50 € sind darauf.")
    neighbour.look("67-balance")
    return code


def pay_twice(neighbour: Visitor, place: Place) -> str:
    """The second payment goes back by itself; there is one voucher, and this is its code."""
    order(neighbour, "Brotkorb", email=place.email("kira"))
    neighbour.press("Zweimal bezahlen")
    neighbour.reads("Danke! Hier ist Ihr Gutschein.")
    page = neighbour.page.url
    come_back(neighbour, page, until="zurückgezahlt")
    neighbour.reads("Sie hatten mehr als einmal bezahlt.")
    neighbour.look("68-order-paid-twice")
    return code_on(neighbour)


def pay_late(neighbour: Visitor, place: Place) -> None:
    """Back on the order's page before the money: it waits, and shows the voucher by itself."""
    order(neighbour, "Backkurs für zwei", email=place.email("lena"))
    neighbour.press("Später bezahlen")
    neighbour.reads("Ihre Zahlung wird gerade geprüft.")
    neighbour.look("69-order-waiting")
    neighbour.reads("Danke! Hier ist Ihr Gutschein.")


def withdraw(neighbour: Visitor, place: Place) -> None:
    """„Vertrag widerrufen" from the order's own page, in two steps, without signing in; then the voucher is void."""
    code = code_on(neighbour)
    page = neighbour.page.url
    neighbour.follow("Vertrag widerrufen")
    neighbour.look("70-withdrawal")
    neighbour.type(reference="gibt es nicht")
    assert neighbour.press("Weiter") == 422
    neighbour.type(reference=code)
    neighbour.press("Weiter")
    neighbour.reads("Sie bekommen 89,00 € zurück")
    neighbour.look("71-withdrawal-confirm")
    neighbour.press("Widerruf bestätigen")
    neighbour.reads("Ihr Widerruf ist eingegangen.")
    neighbour.look("72-withdrawal-received")
    come_back(neighbour, page, until="erstattet")
    open_letter(neighbour, to=place.email("lena"), subject="Widerruf")


def come_back(neighbour: Visitor, address: str, *, until: str, patience: float = PATIENCE) -> None:
    """Look at the page now and then, until what happens behind it has happened."""
    address = address.partition("#")[0]  # a payment page leaves one behind, and an address with one is not loaded anew
    end = time.monotonic() + patience
    while time.monotonic() < end:
        neighbour.go(address)
        if until in neighbour.text:
            return
        neighbour.page.wait_for_timeout(500)
    raise AssertionError(f"„{until}“ never came: {neighbour.text}")


def code_on(neighbour: Visitor) -> str:
    found = CODE.findall(neighbour.text)
    assert len(set(found)) == 1, neighbour.text
    return str(found[0])


def document(neighbour: Visitor, demo: Demo) -> bytes:
    """What „PDF öffnen" opens."""
    address = str(neighbour.page.get_by_role("link", name="PDF öffnen").first.get_attribute("href"))
    host = f"{neighbour.label}.localhost:{demo.port}"
    return httpx.get(f"http://127.0.0.1:{demo.port}{address}", headers={"Host": host}, timeout=30).content
