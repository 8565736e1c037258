"""Hands off the mouse: skip link, menu, and a purchase with Tab, Space, Enter and letters alone."""

from __future__ import annotations

import pytest

from tests.journeys import resident
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
MOST_TABS = 80


def test_the_skip_link_leads_past_the_head(visit: Visit) -> None:
    neighbour = visit("dortmund")
    neighbour.go("/gutscheine/")
    neighbour.page.keyboard.press("Tab")
    assert focused(neighbour) == "Zum Inhalt springen"
    neighbour.page.keyboard.press("Enter")
    assert neighbour.page.evaluate("() => document.activeElement.id") == "inhalt"


def test_the_menu_on_a_phone_opens_and_closes(visit: Visit) -> None:
    neighbour = visit("dortmund", "phone")
    neighbour.go("/")
    tab_to(neighbour, "Menü")
    neighbour.page.keyboard.press("Enter")
    neighbour.look("menu-open")
    neighbour.page.keyboard.press("Escape")
    assert not neighbour.page.locator(".kl-menu[open]").count()
    assert focused(neighbour) == "Menü"
    neighbour.page.keyboard.press("Enter")
    tab_to(neighbour, "Gutscheine")
    with neighbour.page.expect_navigation():
        neighbour.page.keyboard.press("Enter")
    assert neighbour.page.url.endswith("/gutscheine/")


def test_a_voucher_is_bought_with_the_keyboard_alone(visit: Visit) -> None:
    neighbour = visit("dortmund")
    keyboard = neighbour.page.keyboard
    neighbour.go("/gutscheine/?sort=preis")
    title = neighbour.page.locator(".kl-tic a").first.inner_text()
    tab_to(neighbour, title)
    enter(neighbour)
    if neighbour.page.locator("[name=amount]").count():
        tab_to(neighbour, "amount")
        keyboard.type("20")
    tab_to(neighbour, "email")
    keyboard.type("tastatur@dortmund.example")
    tab_to(neighbour, "accepts")
    keyboard.press("Space")
    tab_to(neighbour, "Weiter: Angaben prüfen")
    enter(neighbour)
    tab_to(neighbour, "Zahlungspflichtig bestellen")
    enter(neighbour)
    tab_to(neighbour, "bezahlen")
    enter(neighbour)
    resident.come_back(neighbour, neighbour.page.url, until="Danke!")


def tab_to(person: Visitor, name: str) -> None:
    """Press Tab until the focus, which can be seen, is on what is called ``name``: its words, or a field's name."""
    for _ in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        if name in focused(person):
            assert person.page.evaluate("() => document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {name!r}")


def focused(person: Visitor) -> str:
    return str(
        person.page.evaluate(
            """() => {
              const here = document.activeElement;
              if (here === document.body) return '';
              return `${here.name || ''} ${here.innerText || ''}`.replace(/\\s+/g, ' ').trim();
            }"""
        )
    )


def enter(person: Visitor) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
