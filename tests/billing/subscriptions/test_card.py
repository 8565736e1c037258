"""A region pays the platform's invoice by card: on the platform's own account, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from billing.providers.base import ProviderDown
from billing.providers.stripe import client
from billing.subscriptions.card import NothingOpen, check_due_pages, open_card_page
from billing.subscriptions.models import CardPage, CardPageState, Invoice, Payment, Way
from billing.subscriptions.pay import record_payment
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tests.billing.providers.stripe.stage import use
from tests.billing.subscriptions.make import make_buyer, make_invoice, make_seller
from tests.fakestripe import FakeStripe
from tests.fakestripe.books import Json
from tests.make import make_user
from tests.words import words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
BACK = "http://kiel.localhost/verwaltung/rechnungen/"
CENTS = 23681


@pytest.fixture
def fake(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStripe]:
    monkeypatch.setattr(client, "RETRIES", 0)
    monkeypatch.setattr(client, "WAITS_SECONDS", (2.0, 2.0))
    with FakeStripe() as found:
        use(found, settings)
        yield found
        assert (found.complaints, found.errors) == ([], [])


@pytest.fixture
def invoice(kiel: RegionCard) -> Invoice:
    make_seller()
    return make_invoice(kiel.id)


def opens(invoice: Invoice, *, minutes: float = 0) -> str:
    return open_card_page(invoice, return_url=BACK, by="ute", at=timezone.now() + timedelta(minutes=minutes))


def looks(*, minutes: float = 2) -> None:
    check_due_pages(at=timezone.now() + timedelta(minutes=minutes))


def sessions(fake: FakeStripe) -> list[Json]:
    return fake.platform(livemode=False).all("checkout.session")


def transfers(invoice: Invoice, cents: int) -> None:
    day, now = timezone.localdate(), timezone.now()
    record_payment(invoice, amount_cents=cents, paid_on=day, way=Way.TRANSFER, key="bank:1", by="op", at=now)


def left(invoice: Invoice) -> int:
    invoice.balance.refresh_from_db()
    return int(invoice.balance.open_cents)


def test_it_is_paid_to_the_platform_and_noted_once(fake: FakeStripe, invoice: Invoice) -> None:
    address = opens(invoice)
    (session,) = sessions(fake)
    assert (session["url"], session["amount_total"]) == (address, CENTS)
    fake.pay(session)

    looks()
    looks(minutes=30)

    assert list(Payment.objects.values_list("way", "amount_cents", "note")) == [("card", CENTS, session["id"])]
    assert (left(invoice), CardPage.objects.get().state) == (0, CardPageState.PAID)
    assert LogEntry.objects.filter(action="invoice.paid").count() == 1
    with pytest.raises(NothingOpen):
        opens(invoice)


def test_two_clicks_lead_to_one_page(fake: FakeStripe, invoice: Invoice) -> None:
    assert opens(invoice) == opens(invoice, minutes=20)
    assert len(sessions(fake)) == 1


def test_after_half_an_hour_the_old_page_is_closed_and_another_opened(fake: FakeStripe, invoice: Invoice) -> None:
    first = opens(invoice)
    assert opens(invoice, minutes=26) != first
    assert [one["status"] for one in sessions(fake)] == ["expired", "open"]


def test_a_page_for_another_amount_than_is_open_is_closed(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    transfers(invoice, 10_000)
    opens(invoice)
    assert [(one["status"], one["amount_total"]) for one in sessions(fake)] == [
        ("expired", CENTS),
        ("open", CENTS - 10_000),
    ]


def test_one_that_was_paid_while_another_was_wanted_is_noted(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0])
    with pytest.raises(NothingOpen):
        opens(invoice, minutes=26)
    assert (left(invoice), len(sessions(fake))) == (0, 1)


def test_what_was_transferred_meanwhile_closes_the_page(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    transfers(invoice, CENTS)
    looks()
    assert sessions(fake)[0]["status"] == "expired"
    assert CardPage.objects.get().state == CardPageState.CLOSED


def test_paid_twice_stands_as_too_much(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0])
    transfers(invoice, CENTS)
    looks()
    assert left(invoice) == -CENTS
    assert invoice.balance.owed_back_cents == CENTS


def test_money_on_its_way_is_waited_for(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0], late=True)
    looks()
    assert left(invoice) == CENTS
    fake.arrive(sessions(fake)[0])
    looks(minutes=20)
    assert left(invoice) == 0


def test_money_that_never_came_closes_the_page_and_another_opens(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0], late=True)
    fake.fall_through(sessions(fake)[0])
    looks()
    assert CardPage.objects.get().state == CardPageState.CLOSED
    assert opens(invoice, minutes=30) == sessions(fake)[-1]["url"]
    assert (left(invoice), len(sessions(fake))) == (CENTS, 2)


@pytest.mark.parametrize("how", ["lost", "500 after"])
def test_a_page_whose_answer_was_lost_is_found_when_it_is_paid(fake: FakeStripe, invoice: Invoice, how: str) -> None:
    fake.fail("POST", "/v1/checkout/sessions", how)
    with pytest.raises(ProviderDown):
        opens(invoice)
    fake.pay(sessions(fake)[0])
    looks()
    assert left(invoice) == 0


def test_the_same_click_after_a_lost_answer_finds_the_same_page(fake: FakeStripe, invoice: Invoice) -> None:
    fake.fail("POST", "/v1/checkout/sessions", "lost")
    with pytest.raises(ProviderDown):
        opens(invoice)
    assert opens(invoice) == sessions(fake)[0]["url"]
    assert len(sessions(fake)) == 1


def test_one_that_nobody_began_is_over_in_the_end(fake: FakeStripe, invoice: Invoice) -> None:
    fake.fail("POST", "/v1/checkout/sessions", "down")
    with pytest.raises(ProviderDown):
        opens(invoice)
    looks()
    assert CardPage.objects.get().state == CardPageState.OPEN
    looks(minutes=45)
    assert CardPage.objects.get().state == CardPageState.CLOSED


def test_who_is_asked_while_it_is_down_is_asked_again(fake: FakeStripe, invoice: Invoice) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0])
    fake.fail("GET", "/v1/checkout/sessions/", "down")
    looks()
    looks(minutes=20)
    assert left(invoice) == 0


def test_a_page_of_the_other_mode_is_let_be(fake: FakeStripe, invoice: Invoice, settings: Settings) -> None:
    opens(invoice)
    fake.pay(sessions(fake)[0])
    settings.PAYMENTS_LIVE = True
    looks()
    assert left(invoice) == CENTS


@pytest.fixture
def leader(kiel: RegionCard, client_for: ClientFor) -> Client:
    with stepping_into(kiel):
        person = make_user(role=Role.ADMINISTRATOR)
    return client_for(kiel, user=person)


def test_the_leader_s_button_leads_there_and_the_page_says_what_is_going_on(
    leader: Client, fake: FakeStripe, invoice: Invoice
) -> None:
    page = leader.get("/verwaltung/rechnungen/")
    assert "Mit Karte bezahlen" in words(page)
    assert fake.url in page["Content-Security-Policy"]
    response = leader.post(f"/verwaltung/rechnungen/{invoice.pk}/karte/")
    assert response["Location"] == sessions(fake)[0]["url"]
    assert "Kartenzahlung begonnen" in words(leader.get("/verwaltung/rechnungen/"))

    fake.pay(sessions(fake)[0])
    looks()

    page = words(leader.get("/verwaltung/rechnungen/"))
    assert "Mit Karte bezahlen" not in page
    assert "Kartenzahlung begonnen" not in page
    again = leader.post(f"/verwaltung/rechnungen/{invoice.pk}/karte/", follow=True)
    assert "An dieser Rechnung ist nichts mehr offen." in words(again)


def test_while_it_is_down_a_sentence_says_so_and_nothing_changes(
    leader: Client, fake: FakeStripe, invoice: Invoice
) -> None:
    fake.fail("POST", "/v1/checkout/sessions", "down")
    response = leader.post(f"/verwaltung/rechnungen/{invoice.pk}/karte/", follow=True)
    assert "Der Zahlungsdienst antwortet gerade nicht." in words(response)
    assert left(invoice) == CENTS


def test_another_region_s_invoice_is_not_there(leader: Client, fake: FakeStripe, dortmund: RegionCard) -> None:
    make_seller()
    make_buyer(dortmund.id, name="Stadt Dortmund")
    theirs = make_invoice(dortmund.id)
    assert leader.post(f"/verwaltung/rechnungen/{theirs.pk}/karte/").status_code == 404
    assert sessions(fake) == []


def test_without_an_account_there_is_no_button(leader: Client, invoice: Invoice) -> None:
    assert "Mit Karte bezahlen" not in words(leader.get("/verwaltung/rechnungen/"))
