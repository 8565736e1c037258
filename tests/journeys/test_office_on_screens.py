"""The office and a business on narrow and wide screens: no action is out of sight, and the menu says where one is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
WIDTHS = [1024, 1200, 1280, 390]
PAGES = [
    *("/verwaltung/betriebe/", "/verwaltung/branchen/", "/verwaltung/gutscheine/angebote/", "/verwaltung/gutscheine/"),
    *("/verwaltung/gutscheine/bestellungen/", "/verwaltung/gutscheine/verkauf/", "/verwaltung/gutscheine/offen/"),
    *("/verwaltung/buchungen/", "/verwaltung/adressen/", "/verwaltung/team/", "/verwaltung/post/"),
    *("/verwaltung/protokoll/", "/betrieb/angebote/", "/betrieb/verkauf/"),
]
CUT = """() => [...document.querySelectorAll('.kl-tablewrap')].flatMap(box => {
  const edge = box.getBoundingClientRect();
  return [...box.querySelectorAll('tr > :last-child')]
    .flatMap(cell => [...cell.querySelectorAll('a, button')].slice(-1))
    .filter(link => link.getClientRects().length)
    .filter(link => {
      const place = link.getBoundingClientRect();
      return place.right > edge.right + 1 || place.left < edge.left - 1;
    })
    .map(link => link.outerHTML.slice(0, 120));
})"""


@pytest.fixture
def leader(visit: Visit) -> Visitor:
    found = visit("kiel")
    found.sign_in("Leitung")
    return found


def at(visitor: Visitor, width: int, path: str) -> Any:
    visitor.page.set_viewport_size({"width": width, "height": 844})
    assert visitor.go(path) == 200, path
    return visitor.page


def test_the_last_link_of_every_row_lies_inside_its_table(leader: Visitor) -> None:
    found = {f"{path} at {width}": at(leader, width, path).evaluate(CUT) for path in PAGES for width in WIDTHS}
    assert {page: links for page, links in found.items() if links} == {}


def test_it_stays_in_sight_however_wide_the_table_is(leader: Visitor) -> None:
    """Names and places may be longer than the demo's."""
    page = at(leader, 1280, "/verwaltung/betriebe/")
    page.evaluate("() => { document.querySelector('.kl-tablewrap .kl-table').style.minWidth = '2000px'; }")
    assert page.evaluate(CUT) == []


def test_the_menu_of_a_phone_says_where_one_is_and_signs_out(leader: Visitor) -> None:
    page = at(leader, 390, "/verwaltung/buchungen/")
    assert page.inner_text(".kl-office__here") == "Buchungen"
    page.click(".kl-omenu summary")
    assert page.inner_text(".kl-omenu [aria-current]").strip() == "Buchungen"
    leader.look("office-menu-open")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".kl-omenu button", has_text="Abmelden").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".kl-omenu[open]").count()


def test_a_business_has_its_till_under_the_thumb(visit: Visit) -> None:
    owner = visit("kiel", "phone", scripts=False)
    owner.sign_in("Betrieb")
    owner.page.locator(".kl-tabbar a").first.click()
    assert owner.page.url.endswith("/betrieb/kasse/")
    assert owner.page.inner_text(".kl-tabbar [aria-current]").strip() == "Kasse"
    owner.page.click(".kl-omenu summary")
    assert owner.page.locator(".kl-omenu a", has_text="Schnittstelle").is_visible()
