"""One business owes the region something, another is owed: each is settled by itself, and nobody asks for nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from billing.bank.payouts.pay import mark_paid
from kreislauf.accounts.models import Role
from kreislauf.german import midnight
from kreislauf.regions import RegionCard
from marketplace.businesses.close import close
from marketplace.businesses.models import Business
from marketplace.regionwide.claims import claimed_cents
from marketplace.regionwide.models import Claim, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import overview
from marketplace.regionwide.payouts.repayment import NotOwed, note_repayment
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.taking_part.change import end
from marketplace.regionwide.turnover import turnover
from marketplace.vouchers.till.reverse import reverse
from tests.conftest import make_client
from tests.make import make_business, make_owner, make_user
from tests.marketplace.regionwide.steps import accounts, make_issuer, make_regional, part_of, take, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
NOW = timezone.now()
MONTH = midnight(timezone.localdate().replace(day=1))
BEFORE = MONTH - timedelta(days=5)
OFFICE = "/verwaltung/region-gutschein/"
NAGS = "Gutschein der Region abrechnen"
DEBT = "Bäckerei Jansen schuldet der Region 30,00 €"


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture
def issuer(in_kiel: RegionCard) -> Business:
    return make_issuer()


@pytest.fixture
def debtor(issuer: Business) -> Business:
    """It was paid thirty euros, and reversed them after that."""
    baker = taking_part(make_business(name="Bäckerei Jansen"), at=BEFORE)
    taken = take(make_regional(issuer), baker, 30_00, key="paid", at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    reverse(taken, reason="Vertippt", by="Ute", at=NOW, by_staff=True)
    return baker


def test_a_redemption_and_its_reversal_are_no_month_to_settle(chief: Client, issuer: Business) -> None:
    baker = taking_part(at=BEFORE)
    taken = take(make_regional(issuer), baker, 30_00, at=BEFORE)
    assert NAGS in words(chief.get("/verwaltung/"))
    reverse(taken, reason="Vertippt", by="Jan", at=BEFORE + timedelta(hours=1))

    assert NAGS not in words(chief.get("/verwaltung/"))
    assert "abrechnen" not in words(chief.get(f"{OFFICE}abrechnung/")).partition("Noch keine Abrechnung")[0]
    assert settle(MONTH, by="Ute", at=NOW) == 0
    take(make_regional(issuer), baker, 7_00, key="next", at=BEFORE)
    assert settle(MONTH, by="Ute", at=NOW) == 1
    assert not Claim.objects.filter(settlement=None).exists()


def test_one_that_owes_hides_no_other(chief: Client, issuer: Business, debtor: Business) -> None:
    florist = taking_part(make_business(name="Blumen Petersen"), at=BEFORE)
    take(make_regional(issuer), florist, 20_00, key="florist", at=BEFORE)

    found = overview(NOW + timedelta(minutes=1))
    assert (found.open, found.due) == ((1, 20_00), (1, 20_00))
    page = chief.get(f"{OFFICE}abrechnung/")
    assert "20,00 € noch nicht abgerechnet, insgesamt" in words(page)
    assert "Bis jetzt abrechnen" in words(page)
    chief.post(f"{OFFICE}abrechnung/neu/")
    assert Settlement.objects.latest("pk").cents == 20_00


def test_before_it_settles_it_says_how_much(chief: Client, issuer: Business, debtor: Business) -> None:
    florist = taking_part(make_business(name="Blumen Petersen"), at=BEFORE)
    take(make_regional(issuer), florist, 20_00, key="florist", at=BEFORE)
    take(make_regional(issuer), florist, 5_00, key="today", at=NOW)
    assert "Betriebe 1 Summe 20,00 €" in words(chief.get(f"{OFFICE}abrechnung/neu/"))
    assert "Betriebe 1 Summe 25,00 €" in words(chief.get(f"{OFFICE}abrechnung/neu/?bis=jetzt"))
    assert Settlement.objects.count() == 1


def test_a_debt_of_one_that_takes_part_waits_for_its_next_settlement(chief: Client, debtor: Business) -> None:
    assert "schuldet der Region" not in words(chief.get("/verwaltung/"))
    assert "Die nächste Abrechnung zieht es ab." in words(chief.get(f"{OFFICE}betriebe/{part_of(debtor).pk}/"))


@pytest.mark.parametrize("gone", ["ended", "closed"])
def test_who_has_gone_is_asked_to_pay_back_until_it_has(chief: Client, debtor: Business, gone: str) -> None:
    if gone == "ended":
        end(part_of(debtor), by="Jan", at=NOW)
    else:
        close(debtor, by="Ute", at=NOW)
    path = f"{OFFICE}betriebe/{part_of(debtor).pk}/"
    assert DEBT in words(chief.get("/verwaltung/"))
    assert "Fordern Sie das Geld vom Betrieb an" in words(chief.get(path))
    before = claimed_cents(), turnover(NOW + timedelta(minutes=1)).cents
    question = chief.get(f"{path}rueckzahlung/")
    assert "Schuld 30,00 €" in words(question)
    assert 'name="cents" value="3000"' in question.content.decode()

    assert "ist eingetragen" in words(chief.post(f"{path}rueckzahlung/", {"cents": "3000"}, follow=True))
    again = chief.post(f"{path}rueckzahlung/", {"cents": "3000"}, follow=True)

    assert "schuldet der Region diesen Betrag nicht" in words(again)
    assert DEBT not in words(chief.get("/verwaltung/"))
    assert "schuldet" not in words(chief.get(path))
    assert accounts() == {}
    assert (claimed_cents(), turnover(NOW + timedelta(minutes=1)).cents) == before


def test_another_sum_than_was_asked_about_is_not_noted(debtor: Business) -> None:
    with pytest.raises(NotOwed):
        note_repayment(part_of(debtor), cents=29_99, by="Ute", at=NOW)
    with pytest.raises(NotOwed):
        note_repayment(part_of(taking_part(make_business(name="Blumen"))), cents=0, by="Ute", at=NOW)


def test_an_editor_notes_no_repayment(office: Client, debtor: Business) -> None:
    path = f"{OFFICE}betriebe/{part_of(debtor).pk}/"
    assert office.post(f"{path}rueckzahlung/", {"cents": "3000"}).status_code == 403
    assert "Rückzahlung eintragen" not in words(office.get(path))


def test_the_business_sees_what_it_has_paid_back(in_kiel: RegionCard, debtor: Business) -> None:
    note_repayment(part_of(debtor), cents=30_00, by="Ute", at=NOW)
    jan = make_client(in_kiel, user=make_owner(debtor))
    page = words(jan.get("/betrieb/region-gutschein/"))
    assert "Rückzahlung 30,00 €" in page
    assert "Storno -30,00 €" in page.replace("−", "-")


def test_no_claim_says_something_else_later(issuer: Business) -> None:
    take(make_regional(issuer), taking_part(at=BEFORE), 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    for change in ({"cents": 1}, {"settlement": None}, {"voucher": "…XXXX"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.all().delete()
