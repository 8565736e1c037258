"""Operators bill regions; a region's leader sees what it pays."""

from __future__ import annotations

import pytest
from django.test import Client

from billing.subscriptions.models import Plan, Seller, Subscription
from kreislauf.regions import RegionCard
from tests.billing.subscriptions.make import make_invoice, make_seller
from tests.tenants.operators.operators import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def leitstand(db: None) -> Client:
    return signed_in()


def test_an_operator_bills_a_region_from_the_first_plan_to_the_payment(leitstand: Client, kiel: RegionCard) -> None:
    sender = {"name": "Kreislauf eG", "street": "Musterweg 1", "postcode": "24103", "city": "Kiel", "prefix": "RE"}
    sender |= {"vat_id": "DE 123456788", "iban": "DE02 1203 0000 0000 2020 51", "contact_name": "Erika Muster"}
    sender |= {"contact_phone": "0431 123456", "contact_email": "rechnung@kreislauf.example", "due_days": "30"}
    sender |= {"reminder_days": "7", "first_dunning_days": "14", "second_dunning_days": "14"}
    assert leitstand.post("/rechnungen/absender/", sender).status_code == 302
    assert Seller.objects.get().missing == []

    plan = {"name": "Stadt", "kind": "", "valid_from": "2026-01-01", "every_months": "1", "trial_days": "0"}
    plan |= {"fee": "0", "from_0": "0", "price_0": "199", "from_1": "100000", "price_1": "299,00"}
    assert leitstand.post("/tarife/neu/", plan).status_code == 302

    buyer = {"name": "Landeshauptstadt Kiel", "street": "Fleethörn 9", "postcode": "24103", "city": "Kiel"}
    buyer |= {"email": "rechnungen@kiel.example", "leitweg_id": "01059-0000-23", "inhabitants": "247000"}
    assert leitstand.post(f"/regionen/{kiel.id}/abrechnung/anschrift/", buyer).status_code == 302

    begin = {"plan": Plan.objects.get().pk, "inhabitants": "247000", "on": "2026-11-02"}
    assert leitstand.post(f"/regionen/{kiel.id}/abrechnung/beginn/", begin).status_code == 302
    assert Subscription.objects.get().terms.get().price_cents == 29900


PATHS = (
    *("/rechnungen/", "/rechnungen/?stand=offen&q=kiel", "/rechnungen/?stand=bezahlt", "/rechnungen/absender/"),
    *("/rechnungen/{invoice}/", "/tarife/"),
    *("/rechnungen/{invoice}/zahlung/", "/rechnungen/{invoice}/korrektur/", "/tarife/neu/", "/tarife/{plan}/"),
    *("/tarife/{plan}/preise/", "/tarife/{plan}/rueckzug/", "/vertraege/", "/vertraege/?stand=ohne"),
    *("/vertraege/?stand=laufend", "/vertraege/?stand=probe&q=kiel", "/regionen/{region}/abrechnung/"),
    *("/regionen/{region}/abrechnung/anschrift/", "/regionen/{region}/abrechnung/tarif/"),
    *("/regionen/{region}/abrechnung/ende/", "/regionen/{region}/abrechnung/beginn/", "/", "/regionen/{region}/"),
)


@pytest.mark.parametrize("path", PATHS)
def test_each_page_of_the_operators_is_there(leitstand: Client, kiel: RegionCard, path: str) -> None:
    make_seller()
    invoice = make_invoice(kiel.id)
    plan = Plan.objects.get()
    assert leitstand.get(path.format(invoice=invoice.pk, plan=plan.pk, region=kiel.id)).status_code == 200


@pytest.mark.parametrize("path", ["/rechnungen/", "/tarife/", "/vertraege/", "/rechnungen/?stand=offen"])
def test_without_a_row_each_list_says_so(leitstand: Client, path: str) -> None:
    assert leitstand.get(path).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_fetched_as_a_table(leitstand: Client, kiel: RegionCard, kind: str) -> None:
    make_seller()
    make_invoice(kiel.id)
    response = leitstand.get(f"/rechnungen/tabelle/?datei={kind}&stand=offen")
    content = response.getvalue()
    response.close()
    assert response["Content-Disposition"] == f'attachment; filename="rechnungen.{kind}"'
    if kind == "csv":
        assert ";236,81;0,00;0,00;236,81" in content.decode()
