"""Operators bill regions; a region's leader sees what it pays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from lxml import etree

from billing.subscriptions.models import Balance, Invoice, Plan, Seller, Subscription
from billing.subscriptions.sweep import sweep
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.till.redeem import redeem
from tenants.models import Region, Status, Step
from tests.billing.subscriptions.documents import XSD
from tests.billing.subscriptions.make import make_invoice, make_seller, make_version
from tests.make import NOON, make_voucher
from tests.tenants.operators.operators import signed_in
from tests.words import words

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
    assert leitstand.post("/vertraege/tarife/neu/", plan).status_code == 302

    buyer = {"name": "Landeshauptstadt Kiel", "street": "Fleethörn 9", "postcode": "24103", "city": "Kiel"}
    buyer |= {"email": "rechnungen@kiel.example", "leitweg_id": "01059-0000-23", "inhabitants": "247000"}
    assert leitstand.post(f"/regionen/{kiel.id}/abrechnung/anschrift/", buyer).status_code == 302

    begin = {"plan": Plan.objects.get().pk, "inhabitants": "247000", "on": "2026-11-02"}
    assert leitstand.post(f"/regionen/{kiel.id}/abrechnung/beginn/", begin).status_code == 302
    assert Subscription.objects.get().terms.get().price_cents == 29900

    sweep(at=NOON)
    invoice = Invoice.objects.get()
    xml = leitstand.get(f"/rechnungen/{invoice.pk}/xml/").content
    etree.XMLSchema(file=str(XSD)).assertValid(etree.fromstring(xml))
    assert leitstand.get(f"/rechnungen/{invoice.pk}/pdf/").content.startswith(b"%PDF")

    pay = {"amount": "355,81", "paid_on": "2026-11-20", "way": "transfer"}
    assert leitstand.post(f"/rechnungen/{invoice.pk}/zahlung/", pay).status_code == 302
    assert "bezahlt" in words(leitstand.get("/rechnungen/?stand=bezahlt"))
    assert Balance.objects.get().open_cents == 0

    credit = {"net": "100", "reason": "Zwei Wochen nicht erreichbar"}
    assert leitstand.post(f"/rechnungen/{invoice.pk}/korrektur/", credit).status_code == 302
    assert "Zu viel bezahlt" not in words(leitstand.get("/rechnungen/"))
    assert Balance.objects.get().owed_back_cents == 11900
    assert "Eine Rechnung ist zu viel bezahlt" in words(leitstand.get("/rechnungen/"))
    assert invoice.number in words(leitstand.get("/rechnungen/?stand=guthaben"))
    assert invoice.number not in words(leitstand.get("/rechnungen/?stand=bezahlt"))


PATHS = (
    *("/rechnungen/", "/rechnungen/?stand=offen&q=kiel", "/rechnungen/?stand=bezahlt", "/rechnungen/absender/"),
    *("/rechnungen/{invoice}/", "/vertraege/tarife/"),
    *(
        "/rechnungen/{invoice}/zahlung/",
        "/rechnungen/{invoice}/korrektur/",
        "/vertraege/tarife/neu/",
        "/vertraege/tarife/{plan}/",
    ),
    *(
        "/vertraege/tarife/{plan}/preise/",
        "/vertraege/tarife/{plan}/rueckzug/",
        "/vertraege/",
        "/vertraege/?stand=ohne",
    ),
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


@pytest.mark.parametrize("path", ["/rechnungen/", "/vertraege/tarife/", "/vertraege/", "/rechnungen/?stand=offen"])
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


def test_who_does_not_pay_is_paused_by_a_person_and_its_vouchers_are_redeemed_on(
    leitstand: Client, kiel: RegionCard
) -> None:
    """The operators' page offers it; the sweep never does it (test_reminders)."""
    make_seller(due_days=1)
    make_invoice(kiel.id)
    with stepping_into(kiel):
        voucher = make_voucher(value_cents=2500)
    page = leitstand.get(f"/regionen/{kiel.id}/").content.decode()
    assert f'href="/regionen/{kiel.id}/pause/"' in page.partition("Abrechnung")[2]
    assert "Eine Rechnung ist überfällig, offen sind 236,81" in words(leitstand.get(f"/regionen/{kiel.id}/"))

    leitstand.post(f"/regionen/{kiel.id}/pause/", {"reason": "Die Rechnung ist seit 60 Tagen offen."})

    assert Region.objects.get(pk=kiel.id).status == Status.SUSPENDED
    with stepping_into(kiel):
        redeem(voucher.code, by=voucher.business, actor="Kasse", amount_cents=500, at=NOON, key="tap")
        voucher.refresh_from_db()
    assert voucher.left_cents == 2000


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/rechnungen/", 13), ("/vertraege/", 9), ("/vertraege/tarife/", 9)])
def test_each_list_asks_as_much_for_three_as_for_one(
    leitstand: Client, kiel: RegionCard, django_assert_num_queries: Any, rows: int, path: str, queries: int
) -> None:
    make_seller()
    for _ in range(rows):
        make_version()
        make_invoice(kiel.id)
    with django_assert_num_queries(queries):
        leitstand.get(path)


def test_the_first_page_counts_what_is_open_and_what_is_overdue(leitstand: Client, kiel: RegionCard) -> None:
    assert "offene Rechnungen" not in words(leitstand.get("/"))
    make_seller(due_days=1)
    make_invoice(kiel.id)
    make_invoice(kiel.id)
    page = words(leitstand.get("/"))
    assert "offene Rechnungen 2" in page
    assert "überfällige Rechnungen 2" in page


def test_a_contract_is_offered_from_the_day_on_which_the_region_went_live(leitstand: Client, kiel: RegionCard) -> None:
    make_version()
    page = leitstand.get(f"/regionen/{kiel.id}/abrechnung/beginn/")
    assert page.context["form"]["on"].value() == localdate(Region.objects.get(pk=kiel.id).steps.get().at)
    Step.objects.update(at=NOON - timedelta(days=90))
    page = leitstand.get(f"/regionen/{kiel.id}/abrechnung/beginn/")
    assert page.context["form"]["on"].value() == localdate()
