"""What a buyer, the office and a business see of a subsidy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.subsidies.models import Action, Settlement
from marketplace.vouchers.models import OfferKind, Order
from tests.billing.bank.payouts import confirm
from tests.conftest import make_client
from tests.make import make_offer, make_owner, make_user
from tests.marketplace.subsidies.steps import left, make_action, order_of
from tests.marketplace.subsidies.test_settle import offer_of, sold
from tests.marketplace.vouchers.api.cast import KEY, TillSystem
from tests.marketplace.vouchers.buying.steps import bought_by_hand, form_for, hidden, pay
from tests.words import words

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Weihnachten in Kiel",
    "giver": "Kreis Plön",
    "decision_number": "KT 2026/17",
    "rate_percent": "25",
    "budget_cents": "5.000",
    "cap_per_order_cents": "",
    "cap_per_person_cents": "100",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-24",
}


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


# ---- The buyer
def test_the_offer_says_what_is_added_and_for_how_many_it_lasts(site: Client) -> None:
    make_action()
    page = words(site.get(make_offer(price_cents=20_00).get_absolute_url()))
    assert "Kreis Plön legt 25 % drauf" in page
    assert "Sie bezahlen 20 € und bekommen einen Gutschein über 25 €." in page
    assert "das reicht noch für etwa 20 solche Gutscheine" in page


def test_of_an_amount_of_choice_it_gives_an_example(site: Client) -> None:
    make_action()
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=10_00, max_cents=50_00)
    assert "Sie bezahlen 20 € und bekommen einen Gutschein über 25 €." in words(site.get(offer.get_absolute_url()))


def test_an_empty_budget_is_said_before_anybody_pays(site: Client) -> None:
    make_action(left_cents=0)
    assert "Der Zuschuss von Kreis Plön ist aufgebraucht" in words(site.get(make_offer().get_absolute_url()))


def test_without_an_action_nobody_speaks_of_one(site: Client) -> None:
    assert "legt" not in words(site.get(make_offer().get_absolute_url()))


def test_the_review_says_the_value_and_the_order_has_it(site: Client) -> None:
    make_action()
    offer = make_offer(price_cents=20_00)
    page = words(site.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer)))
    assert "25,00 €, davon legt Kreis Plön 5,00 € drauf" in page
    bought_by_hand(site, offer)
    order = pay(Order.objects.get())
    bought = words(site.get(order.get_absolute_url()))
    assert "davon 5 € von Kreis Plön" in bought


def test_who_saw_more_than_there_is_now_sees_it_again_before_ordering(site: Client) -> None:
    action, offer = make_action(budget_cents=7_00), make_offer(price_cents=20_00)
    page = offer.get_absolute_url()
    review = site.post(f"{page}pruefung/", form_for(offer)).content.decode()
    order_of(offer, key="somebody", email="jan@example.org")
    answer = site.post(f"{page}bestellung/", hidden(review))
    assert answer.status_code == 409
    assert "Der Zuschuss ist jetzt ein anderer" in words(answer)
    assert "22,00 €, davon legt Kreis Plön 2,00 € drauf Mehr ist nicht im Topf." in words(answer)
    assert site.post(f"{page}bestellung/", hidden(answer.content.decode())).status_code == 302
    assert left(action) == 0


def test_the_front_page_shows_what_runs(site: Client) -> None:
    make_action()
    assert "Kreis Plön legt 25 % drauf: Sie bezahlen 20 €" in words(site.get("/"))


def test_a_program_says_what_it_saw_or_takes_what_there_is(in_kiel: RegionCard) -> None:
    make_action()
    program, offer = TillSystem(in_kiel), make_offer(price_cents=20_00)
    wanted = {"offer": offer.pk, "quantity": 1, "unit_cents": 20_00, "email": "ute@example.org"}

    placed = program.post("orders/", wanted).json()
    refused = program.post("orders/", wanted | {"subsidy_cents": 4_00}, key=f"{KEY[:-1]}2").json()

    assert (placed["unit_cents"], placed["subsidy_cents"], placed["total_cents"]) == (20_00, 5_00, 20_00)
    assert (refused["code"], refused["subsidy_cents"]) == ("subsidy_changed", 5_00)


# ---- The office
def test_an_administrator_prepares_and_starts_an_action(chief: Client) -> None:
    answer = chief.post("/verwaltung/zuschuesse/neu/", NEW)
    action = Action.objects.get()
    assert answer["Location"] == f"/verwaltung/zuschuesse/{action.pk}/"
    assert (action.budget_cents, action.left_cents, action.cap_per_order_cents) == (5_000_00, 5_000_00, None)
    assert timezone.localtime(action.ends_at).isoformat() == "2026-12-25T00:00:00+01:00"
    chief.post(f"/verwaltung/zuschuesse/{action.pk}/start/")
    action.refresh_from_db()
    assert action.published_at is not None
    page = words(chief.get("/verwaltung/zuschuesse/"))
    assert "Weihnachten in Kiel" in page
    assert "01.12.2026 bis 24.12.2026" in page


def test_an_editor_looks_and_changes_nothing(office: Client) -> None:
    action = make_action()
    assert office.get(f"/verwaltung/zuschuesse/{action.pk}/").status_code == 200
    assert office.post(f"/verwaltung/zuschuesse/{action.pk}/halt/").status_code == 403
    assert office.get("/verwaltung/zuschuesse/abrechnung/").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words_of_refusal"),
    [
        ({"rate_percent": "0"}, "Mindestens 1 Prozent."),
        ({"ends_on": "2026-11-30"}, "Der letzte Tag liegt vor dem ersten."),
        ({"ends_on": "2028-01-01"}, "Eine Aktion dauert höchstens ein Jahr."),
        ({"starts_on": "0001-01-01", "ends_on": "0001-01-02"}, "Bitte ein Datum zwischen 1900 und 2199."),
        ({"starts_on": "9999-12-30", "ends_on": "9999-12-31"}, "Bitte ein Datum zwischen 1900 und 2199."),
    ],
)
def test_what_cannot_be_is_refused(chief: Client, wrong: dict[str, str], words_of_refusal: str) -> None:
    answer = chief.post("/verwaltung/zuschuesse/neu/", NEW | wrong)
    assert (answer.status_code, words_of_refusal in words(answer)) == (422, True)
    assert not Action.objects.exists()


def test_once_announced_the_rate_stays_and_the_budget_may_grow(chief: Client) -> None:
    action = make_action()
    order_of()
    answer = chief.post(f"/verwaltung/zuschuesse/{action.pk}/bearbeitung/", NEW | {"rate_percent": "50"})
    action.refresh_from_db()
    assert answer.status_code == 302
    assert (action.rate_percent, action.budget_cents, action.left_cents) == (25, 5_000_00, 4_995_00)


def test_the_budget_stays_above_what_orders_have(chief: Client) -> None:
    action = make_action()
    order_of()
    answer = chief.post(f"/verwaltung/zuschuesse/{action.pk}/bearbeitung/", NEW | {"budget_cents": "4"})
    assert "5,00 € sind schon vergeben oder reserviert" in words(answer)
    assert left(action) == 95_00


def test_the_action_s_page_shows_its_orders(office: Client) -> None:
    action = make_action()
    order = pay(order_of())
    page = words(office.get(f"/verwaltung/zuschuesse/{action.pk}/"))
    assert order.number in page
    assert "zugesagt" in page
    table = b"".join(office.get(f"/verwaltung/zuschuesse/{action.pk}.csv")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert order.number in table
    assert order.email not in table


def test_a_month_is_settled_filed_and_paid_through_the_pages(chief: Client) -> None:
    last_month = timezone.localdate().replace(day=1) - timedelta(days=3)
    then = timezone.now().replace(year=last_month.year, month=last_month.month, day=last_month.day)
    make_action(starts_at=then - timedelta(days=1), published_at=then - timedelta(days=1))
    order = sold(offer_of("Bäckerei"), key="a", at=then)
    chief.post("/verwaltung/zuschuesse/abrechnung/")
    settlement = Settlement.objects.get()
    assert "Bankverbindung fehlt" in words(chief.get("/verwaltung/zuschuesse/abrechnung/"))
    base = f"/verwaltung/zuschuesse/abrechnung/{settlement.pk}/"
    assert chief.post(f"{base}konto/", {"name": "Jansen", "iban": "DE89 3704"}).status_code == 422
    chief.post(f"{base}konto/", {"name": "Jansen", "iban": "DE89 3704 0044 0532 0130 00"})
    payer = {"name": "Kreiskasse", "iban": "DE02120300000000202051", "bic": "", "version": "pain.001.001.09"}
    chief.post("/verwaltung/zuschuesse/abrechnung/datei/", payer)
    settlement.refresh_from_db()
    file = chief.get(f"/verwaltung/zuschuesse/abrechnung/datei/{settlement.run_id}/")
    assert file["Content-Type"] == "application/xml"
    assert "in einer Datei für die Bank" in words(chief.get(base))
    confirm(chief, f"{base}zahlung/")
    assert order.number in words(chief.get(base))
    assert "ausgezahlt am" in words(chief.get("/verwaltung/zuschuesse/abrechnung/"))
    assert "Doch nicht ausgezahlt" in words(chief.get(base))
    undo = f"{base}zahlung/ruecknahme/"
    assert "Was ist mit der Überweisung?" in words(chief.get(undo))
    assert chief.post(undo, {"reason": "zurück von der Bank"}).status_code == 422
    confirm(chief, undo, reason="zurück von der Bank", where="zurueck")
    assert "wartet auf Auszahlung" in words(chief.get(base))
    assert "Doch nicht ausgezahlt" not in words(chief.get(base))
    assert chief.get(undo).status_code == chief.post(undo).status_code == 302


# ---- The business
def test_a_business_sees_what_it_gets_and_nobody_else_s(in_kiel: RegionCard) -> None:
    make_action()
    order = pay(order_of())
    own = make_client(in_kiel, user=make_owner(order.offer.business))
    other = make_client(in_kiel, user=make_owner(make_offer().business))
    assert "noch nicht abgerechnet 5,00 €" in words(own.get("/betrieb/zuschuesse/"))
    assert "noch nicht abgerechnet 0,00 €" in words(other.get("/betrieb/zuschuesse/"))
