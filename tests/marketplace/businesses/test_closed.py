"""A closed business sells nothing. What was bought is still redeemed, and its people see what they are owed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard
from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business, Member
from marketplace.vouchers.models import Redemption
from tests.conftest import make_client
from tests.journeys.routes import routes_of
from tests.make import make_business, make_cashier, make_offer, make_order, make_owner, make_voucher
from tests.words import words

TILL = "/betrieb/kasse/"
READ = (
    *("region-gutschein/", "zuschuesse/", "geld/", "geld.csv", "verkauf/", "bank/", "bank/erstattungen/"),
    *("buchhaltung/", "buchhaltung/jahresende/", "buchhaltung/umsatzsteuer/", "buchhaltung/meldung/", "zahlungskonto/"),
)
REFUSED = (
    *("profil/", "oeffnungszeiten/", "angebote/", "angebote/neu/", "boerse/", "boerse/neu/"),
    *("kampagnen/", "kampagnen/neu/", "termine/", "termine/neu/", "mitgliedschaften/"),
)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen", hours=[{"day": 0, "from": "00:00", "to": "24:00"}])


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery)


@pytest.fixture
def closed(bakery: Business, jan: User, editor: User) -> Business:
    close(bakery, by=editor, at=timezone.now(), reason="Ruhestand")
    return bakery


def bought_at(business: Business):  # type: ignore[no-untyped-def]
    return make_voucher(order=make_order(offer=make_offer(business=business, price_cents=5000)))


@pytest.mark.parametrize("who", [make_owner, make_cashier])
def test_its_people_redeem_and_reverse_what_was_bought(
    in_kiel: RegionCard, bakery: Business, editor: User, who: Callable[[Business], User]
) -> None:
    voucher = bought_at(bakery)
    till = make_client(in_kiel, user=who(bakery))
    close(bakery, by=editor, at=timezone.now(), reason="Ruhestand")

    assert "noch 50,00 €" in words(till.get(f"{TILL}gutschein/", {"code": voucher.code}))
    done = till.post(f"{TILL}einloesung/", {"code": voucher.code, "key": "tap", "amount": "20"}, follow=True)
    assert "20,00 € eingelöst" in words(done)
    assert f"seit dem {timezone.localdate():%d.%m.%Y} geschlossen" in words(done)
    taken = Redemption.objects.get()
    till.post(f"{TILL}einloesung/{taken.pk}/storno/", {"usual": "Falscher Betrag"})
    voucher.refresh_from_db()
    assert voucher.left_cents == 5000


def test_staff_chooses_it_at_the_till(office: Client, closed: Business) -> None:
    voucher = bought_at(closed)
    assert "Bäckerei Jansen (geschlossen)" in words(office.get(f"{TILL}betrieb/"))
    office.post(f"{TILL}betrieb/", {"betrieb": closed.pk})
    assert "noch 50,00 €" in words(office.get(f"{TILL}gutschein/", {"code": voucher.code}))


@pytest.mark.parametrize("path", READ)
def test_its_people_see_what_they_are_owed(path: str, in_kiel: RegionCard, jan: User, closed: Business) -> None:
    assert make_client(in_kiel, user=jan).get(f"/betrieb/{path}").status_code == 200


@pytest.mark.parametrize("path", REFUSED)
def test_nothing_new_begins_and_the_page_says_why(path: str, in_kiel: RegionCard, jan: User, closed: Business) -> None:
    page = make_client(in_kiel, user=jan).get(f"/betrieb/{path}")
    assert page.status_code == 403
    assert "Ihr Betrieb ist geschlossen" in words(page)
    assert "gehört noch zu keinem Betrieb" not in words(page)
    assert f'href="{TILL}"' in page.content.decode()


def test_its_start_page_and_its_menu_lead_to_nothing_that_refuses(
    in_kiel: RegionCard, jan: User, closed: Business
) -> None:
    page = make_client(in_kiel, user=jan).get("/betrieb/")
    assert page.status_code == 200
    assert "Er steht nicht mehr im Verzeichnis." in words(page)
    assert "Jetzt geöffnet" not in words(page)
    for path in ("/betrieb/profil/", "/betrieb/oeffnungszeiten/", "/betrieb/angebote/", "/betrieb/boerse/"):
        assert f'href="{path}"' not in page.content.decode()
    assert 'href="/betrieb/geld/"' in page.content.decode()


def test_who_has_an_open_one_too_works_there_until_they_choose(
    in_kiel: RegionCard, jan: User, closed: Business
) -> None:
    theatre = make_business(name="Theater")
    Member.objects.create(business=theatre, user=jan)
    client = make_client(in_kiel, user=jan)
    assert client.get("/betrieb/profil/").context["business"] == theatre
    client.post("/betrieb/wahl/", {"betrieb": closed.pk})
    assert client.get("/betrieb/profil/").status_code == 403


def test_once_it_is_back_everything_answers_again(
    in_kiel: RegionCard, jan: User, closed: Business, editor: User
) -> None:
    reopen(closed, by=editor, at=timezone.now())
    page = make_client(in_kiel, user=jan).get("/betrieb/profil/")
    assert page.status_code == 200
    assert "geschlossen" not in words(page)


def test_every_page_of_the_till_goes_on_and_none_that_writes_something_new() -> None:
    views = {one.name: one.view for one in routes_of("kreislauf.urls_region")}
    assert all(view.while_closed for view in views.values() if view.audience is Audience.TILL)
    new = {
        name
        for name, view in views.items()
        if view.audience is Audience.BUSINESS
        and view.while_closed
        and name.rsplit(":", 1)[1].startswith(("new", "add"))
    }
    assert new == set()
