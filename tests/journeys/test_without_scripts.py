"""Every page works without JavaScript; it only gets quicker with it."""

from __future__ import annotations

import pytest

from tests.journeys import resident, till
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def test_find_buy_pay_and_redeem_without_scripts(visit: Visit) -> None:
    neighbour, owner = (visit("kiel", "phone", scripts=False) for _ in range(2))

    owner.sign_in("Betrieb")
    bakery = owner.heading
    neighbour.go("/")
    neighbour.type(q=bakery)
    neighbour.press("Suchen")
    neighbour.follow("Gutscheine: ")
    assert "/gutscheine/?" in neighbour.page.url
    neighbour.page.locator("summary", has_text="Filter").click()
    neighbour.page.locator("label[for='max-50']").click()
    neighbour.press("Filter anwenden")
    assert "max=50" in neighbour.page.url
    with neighbour.page.expect_navigation():
        neighbour.page.locator(".kl-tic a").first.click()
    if neighbour.page.locator("[name=amount]").count():
        neighbour.type(amount="10")
    neighbour.type(email="ohne-skript@kiel.example")
    neighbour.tick("accepts")
    neighbour.press("Weiter: Angaben prüfen")
    neighbour.press("Zahlungspflichtig bestellen")
    goes_back_and_forth(neighbour)
    neighbour.press("bezahlen")
    resident.come_back(neighbour, neighbour.page.url, until="Danke!")
    code = resident.code_on(neighbour)

    till.ask(owner, code)
    whole = owner.page.get_by_role("button", name="Leistung einlösen").count()  # of a service
    owner.press("Leistung einlösen" if whole else "Alles einlösen")
    owner.reads("Der Gutschein ist damit aufgebraucht.")


def goes_back_and_forth(neighbour: Visitor) -> None:
    """From paying to the last look, which answered a form: nobody has to send that again, nothing is ordered twice."""
    at_payment = neighbour.page.url
    neighbour.page.go_back()
    neighbour.reads("Zahlungspflichtig bestellen")
    neighbour.press("Zahlungspflichtig bestellen")
    assert neighbour.page.url == at_payment
