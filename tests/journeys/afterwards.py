"""What staff and operators see of it, and what a pause means."""

from __future__ import annotations

from tests.journeys import till
from tests.journeys.business import BAKERY
from tests.journeys.places import Place
from tests.journeys.visitor import Visitor

OFFICE = {
    "/verwaltung/": "90-office",
    "/verwaltung/gutscheine/": "91-office-vouchers",
    "/verwaltung/gutscheine/verkauf/": "92-office-sales",
    "/verwaltung/gutscheine/offen/": "93-office-balances",
    "/verwaltung/gutscheine/bestellungen/": "94-office-orders",
    "/verwaltung/buchungen/": "95-office-ledger",
    "/verwaltung/protokoll/": "96-office-log",
    "/verwaltung/team/": "97-office-team",
}


def see_it_in_the_office(leader: Visitor) -> None:
    """Sales, open balances, ledger, audit log: each page stands, and tells of the same voucher."""
    for path, name in OFFICE.items():
        assert leader.go(path) == 200, path
        leader.look(name)
    leader.go("/verwaltung/protokoll/?q=Backstube")
    leader.reads("Betrieb freigegeben")
    assert leader.go("/verwaltung/gutscheine/verkauf/") == 200
    leader.reads(BAKERY)


def pause(operator: Visitor, neighbour: Visitor, owner: Visitor, place: Place, *, code: str) -> None:
    """A suspended region shows the public a pause page, and its till still pays."""
    operator.go("/", site="leitstand")
    operator.follow(place.name)
    operator.look("98-operator-region")
    operator.follow("Pausieren")
    operator.type(reason="Umzug des Rathauses")
    operator.press("Pausieren")
    assert neighbour.go("/") == 503
    neighbour.look("99-paused")
    till.ask(owner, code)
    till.take(owner, "1")
    owner.reads("1,00 € eingelöst")
    operator.follow("Weiterlaufen lassen")
    operator.press("Weiterlaufen lassen")
    operator.reads("Umzug des Rathauses")
    operator.go("/protokoll/", site="leitstand")
    operator.look("9a-operator-log")
    assert neighbour.go("/") == 200


def read_on(neighbour: Visitor) -> None:
    """The small print, the way back to a lost password, and the page in English and back."""
    for path in ("/impressum/", "/fragen/", "/kontakt/", "/leichte-sprache/", "/passwort/"):
        assert neighbour.go(path) == 200, path
        neighbour.look(f"b0{path.replace('/', '-').rstrip('-')}")
    neighbour.go("/gutscheine/")
    neighbour.press("English")
    neighbour.reads("Vouchers")
    assert neighbour.page.get_attribute("html", "lang") == "en"
    neighbour.look("b1-english")
    neighbour.press("Deutsch")
    assert neighbour.page.get_attribute("html", "lang") == "de"


def lose_the_way(neighbour: Visitor) -> None:
    assert neighbour.go("/gibt/es/nicht/") == 404
    neighbour.look("a0-not-found")
    assert neighbour.go("/verwaltung/") == 200  # the sign-in page
    neighbour.look("a1-sign-in")
