"""The region sells a voucher, a business that takes part redeems a part of it, and the office settles: in a browser."""

from __future__ import annotations

import pytest

from tests.journeys import till
from tests.journeys.conftest import Visit
from tests.journeys.resident import code_on, order_here
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
AMOUNT = "17,35"  # of no other redemption in the demo


def test_a_voucher_of_the_region_from_the_front_page_to_the_settlement(visit: Visit) -> None:
    neighbour, baker, leader = visit("kiel", "phone"), visit("kiel", "phone"), visit("kiel")

    code = _buy_what_the_front_page_shows(neighbour)

    baker.sign_in("Betrieb")
    till.ask(baker, code)
    baker.reads("Den Betrag zahlt Ihnen Stadt Kiel")
    till.take(baker, AMOUNT)
    baker.reads(f"{AMOUNT} € eingelöst")
    baker.go("/betrieb/region-gutschein/")
    baker.reads(AMOUNT)

    leader.sign_in("Leitung")
    leader.go("/verwaltung/region-gutschein/abrechnung/")
    leader.follow("Bis jetzt abrechnen")
    leader.press("Abrechnen")
    leader.reads("fertig.")
    leader.look("region-settled")

    baker.go("/betrieb/region-gutschein/")
    baker.reads("wartet auf Auszahlung")
    with baker.page.expect_navigation():
        baker.page.locator("main tbody th a[href*='/abrechnung/']").first.click()
    baker.reads(AMOUNT)
    baker.look("region-settlement")


def _buy_what_the_front_page_shows(neighbour: Visitor) -> str:
    """The page also leads to the businesses that take it."""
    neighbour.go("/")
    neighbour.reads("Kiel-Gutschein: gilt in")
    neighbour.look("region-front")
    neighbour.follow("Wo er gilt")
    neighbour.reads("Hier gilt der Gutschein von Stadt Kiel")
    neighbour.look("region-takers")
    neighbour.go("/")
    neighbour.follow("Gutschein kaufen")
    order_here(neighbour, email="ada@kiel.example", amount="40")
    neighbour.press("40,00 € bezahlen")
    neighbour.reads("Danke! Hier ist Ihr Gutschein.")
    return code_on(neighbour)
