"""A region's leader sees what it pays, fetches its files and says where invoices go; nobody else's show."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from billing.subscriptions.buyer import buyer_of
from billing.subscriptions.models import Buyer, Invoice
from billing.subscriptions.write_files import write_files
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard, stepping_into
from tenants.signup.models import Application
from tests.billing.subscriptions.make import make_buyer, make_invoice, make_seller
from tests.make import NOON, make_user
from tests.words import words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def leader(kiel: RegionCard, client_for: ClientFor) -> Client:
    with stepping_into(kiel):
        person = make_user(role=Role.ADMINISTRATOR)
    return client_for(kiel, user=person)


@pytest.fixture
def invoice(kiel: RegionCard) -> Invoice:
    make_seller()
    made = make_invoice(kiel.id)
    write_files(made, at=NOON)
    return made


def test_the_leader_sees_the_contract_and_what_is_open(leader: Client, invoice: Invoice) -> None:
    page = words(leader.get("/verwaltung/rechnungen/"))
    assert "RE-2026-00001" in page
    assert "Offen sind 236,81 €." in page
    assert "199,00 € im Monat" in page


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-1.7"), ("xml", b"<?xml")])
def test_the_leader_fetches_both_files(leader: Client, invoice: Invoice, kind: str, start: bytes) -> None:
    response = leader.get(f"/verwaltung/rechnungen/{invoice.pk}/{kind}/")
    assert response.content.startswith(start)
    assert response["Content-Disposition"] == f'attachment; filename="rechnung-RE-2026-00001.{kind}"'


def test_no_region_fetches_another_s(leader: Client, dortmund: RegionCard) -> None:
    make_seller()
    make_buyer(dortmund.id, name="Stadt Dortmund")
    theirs = make_invoice(dortmund.id)
    write_files(theirs, at=NOON)
    assert leader.get(f"/verwaltung/rechnungen/{theirs.pk}/pdf/").status_code == 404
    assert "RE-2026" not in leader.get("/verwaltung/rechnungen/").content.decode()


def test_an_editor_does_not_see_what_the_region_pays(office: Client) -> None:
    assert office.get("/verwaltung/rechnungen/").status_code == 403


def test_without_a_contract_the_page_says_that_it_costs_nothing(leader: Client) -> None:
    page = words(leader.get("/verwaltung/rechnungen/"))
    assert "Kein Vertrag: Die Nutzung kostet nichts." in page
    assert "Noch keine Rechnung" in page


def test_the_leader_says_where_invoices_go_and_old_ones_stay(
    leader: Client, kiel: RegionCard, invoice: Invoice
) -> None:
    typed = {"name": "Stadtkasse Kiel", "street": "Rathausplatz 1", "postcode": "24103", "city": "Kiel"}
    typed |= {"email": "kasse@kiel.example", "leitweg_id": "0204:01059-0000-23", "order_number": "B 12"}
    assert leader.post("/verwaltung/rechnungen/anschrift/", typed).status_code == 302
    buyer = Buyer.objects.get(region_id=kiel.id)
    assert (buyer.name, buyer.leitweg_id, buyer.order_number) == ("Stadtkasse Kiel", "01059-0000-23", "B 12")
    invoice.refresh_from_db()
    assert invoice.document["buyer"]["name"] == "Landeshauptstadt Kiel"


def test_a_browser_fills_in_the_address(leader: Client) -> None:
    page = leader.get("/verwaltung/rechnungen/anschrift/").content.decode()
    known = re.findall(r'autocomplete="([a-z0-9-]+)"', page.partition("<main")[2])
    assert {"organization", "address-line1", "postal-code", "address-level2", "email"} <= set(known)


def test_a_wrong_leitweg_id_is_refused_where_it_is_typed(leader: Client) -> None:
    response = leader.post("/verwaltung/rechnungen/anschrift/", {"name": "Kiel", "leitweg_id": "01059-0000-24"})
    assert response.status_code == 422
    assert "Eine Leitweg-ID sieht so aus: 01059-0000-23." in words(response)


def test_before_anybody_typed_anything_sign_up_is_asked(kiel: RegionCard) -> None:
    Application.objects.create(
        region_id=kiel.id, name="Landeshauptstadt Kiel", kind="stadt", label="kiel", contact_name="Ute",
        email="ute@kiel.example", leitweg_id="01059-0000-23", primary_colour="#00457c", accent_colour="#e5342f",
        key="k", requested_at=NOON,
    )  # fmt: skip
    buyer = buyer_of(kiel.id)
    assert (buyer.name, buyer.email, buyer.leitweg_id) == (
        *("Landeshauptstadt Kiel", "ute@kiel.example", "01059-0000-23"),
    )
    assert buyer.pk is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_for_three_invoices_as_for_one(
    leader: Client, kiel: RegionCard, rows: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    make_seller()
    for _ in range(rows):
        make_invoice(kiel.id)
    leader.get("/verwaltung/rechnungen/")
    with django_assert_num_queries(13):  # type: ignore[attr-defined]
        leader.get("/verwaltung/rechnungen/")
