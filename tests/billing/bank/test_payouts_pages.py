"""The office's pages for files with settlements: what became of each, and what may still be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_paid, mark_run_paid, withdraw_payment
from billing.bank.payouts.run import NEWEST, make_run
from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from tests.billing.bank.make import IBAN
from tests.billing.bank.payouts import KINDS, PAYER, confirm, make_settlement, paid, withdraw
from tests.conftest import make_client
from tests.make import make_owner, make_user
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db
OTHER_IBAN = "DE89370400440532013000"
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture(params=KINDS, ids=lambda one: one.log)
def payouts(request: pytest.FixtureRequest) -> AnyPayouts:
    kind: AnyPayouts = request.param
    return kind


@pytest.fixture
def run(payouts: AnyPayouts, chief: Client) -> Any:
    """A file with 10 and 20 euros."""
    for cents in (10_00, 20_00):
        make_settlement(payouts, cents=cents)
    return make_run(payouts, PAYER, by="Ute", at=NOON)


def list_of(chief: Client, payouts: AnyPayouts) -> tuple[str, str]:
    """The page as it is read, and its HTML."""
    answer = chief.get(payouts.url("settlements"))
    return words(answer), answer.content.decode()


def links(html: str, payouts: AnyPayouts, run: Any) -> list[str]:
    names = ("run_file", "run_payment", "run_withdrawal")
    return [name for name in names if f'href="{payouts.url(name, run.pk)}"' in html]


def test_a_file_that_waits_can_be_paid_and_withdrawn(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    page, html = list_of(chief, payouts)
    assert "wartet auf die Bank" in page
    assert links(html, payouts, run) == ["run_file", "run_payment", "run_withdrawal"]


def test_a_file_that_was_executed_says_when_and_offers_nothing(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    mark_paid(payouts, payouts.rows.earliest("pk"), by="Ute", at=NOON)
    mark_run_paid(payouts, run, by="Ute", at=NOON + timedelta(days=2))
    page, html = list_of(chief, payouts)
    assert "ausgeführt am 22.11.2026" in page
    assert links(html, payouts, run) == ["run_file"]
    for name in ("run_payment", "run_withdrawal"):
        assert chief.get(payouts.url(name, run.pk)).status_code == 302
        assert chief.post(payouts.url(name, run.pk)).status_code == 302
    run.refresh_from_db()
    assert (run.withdrawn_at, [*payouts.rows.values_list("payments", flat=True)]) == (None, [1, 1])


def test_of_a_file_that_was_executed_in_part_the_rest_is_asked_for(
    chief: Client, payouts: AnyPayouts, run: Any
) -> None:
    mark_paid(payouts, payouts.rows.earliest("pk"), by="Ute", at=NOON)
    page, html = list_of(chief, payouts)
    assert "zum Teil ausgeführt noch offen: 1" in page
    assert "Rest als ausgeführt eintragen" in page
    assert links(html, payouts, run) == ["run_file", "run_payment"]
    assert "Noch nicht ausgezahlt 1 Summe 20,00 €" in words(chief.get(payouts.url("run_payment", run.pk)))
    assert "Sie bleibt, wie sie ist." in words(chief.post(payouts.url("run_withdrawal", run.pk), follow=True))
    confirm(chief, payouts.url("run_payment", run.pk))
    assert paid(payouts) == [True, True]


def test_a_file_of_which_all_came_back_is_not_said_to_be_executed(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    mark_run_paid(payouts, run, by="Ute", at=timezone.now())
    for one in payouts.rows.all():
        withdraw_payment(payouts, one, reason="Konto zu", leaves_file=True, by="Ute", at=timezone.now())
    page, html = list_of(chief, payouts)
    assert "alle zurückgekommen" in page
    assert links(html, payouts, run) == ["run_file"]


def test_a_file_of_which_one_came_back_is_not_offered_to_be_withdrawn(
    chief: Client, payouts: AnyPayouts, run: Any
) -> None:
    mark_paid(payouts, payouts.rows.earliest("pk"), by="Ute", at=timezone.now())
    withdraw(payouts, payouts.rows.earliest("pk"), leaves_file=True)
    page, html = list_of(chief, payouts)
    assert "zum Teil ausgeführt noch offen: 1" in page
    assert links(html, payouts, run) == ["run_file", "run_payment"]
    assert "Sie bleibt, wie sie ist." in words(chief.post(payouts.url("run_withdrawal", run.pk), follow=True))
    assert payouts.rows.latest("pk").run_id == run.pk


def test_a_file_that_waits_is_listed_however_old_it_is(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    for number in range(NEWEST + 1):
        make_settlement(payouts)
        newer = make_run(payouts, PAYER, by="Ute", at=NOON + timedelta(days=30 * number))
        mark_run_paid(payouts, newer, by="Ute", at=NOON)
    html = list_of(chief, payouts)[1]
    assert links(html, payouts, run) == ["run_file", "run_payment", "run_withdrawal"]
    mark_run_paid(payouts, run, by="Ute", at=NOON)
    assert links(list_of(chief, payouts)[1], payouts, run) == []


def test_the_page_of_a_settlement_leads_to_its_file(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    html = chief.get(payouts.url("settlement", payouts.rows.earliest("pk").pk)).content.decode()
    assert links(html, payouts, run) == ["run_file", "run_payment", "run_withdrawal"]
    page = words(chief.get(payouts.url("settlement", make_settlement(payouts).pk)))
    assert "Dateien für die Bank" not in page


def test_the_link_that_notes_a_payment_does_not_read_like_a_state(chief: Client, payouts: AnyPayouts, run: Any) -> None:
    page = list_of(chief, payouts)[0]
    assert "Als ausgezahlt eintragen" in page
    assert "Als ausgeführt eintragen" in page


def test_where_a_settlement_goes_is_asked_for_while_it_is_in_no_file(chief: Client, payouts: AnyPayouts) -> None:
    one = make_settlement(payouts, iban="")
    page = payouts.url("settlement_payee", one.pk)
    assert page in list_of(chief, payouts)[1]
    assert chief.post(page, {"name": "Jansen", "iban": "DE89"}).status_code == 422
    chief.post(page, {"name": "Jansen", "iban": "DE89 3704 0044 0532 0130 00"})
    one.refresh_from_db()
    assert (one.name, one.iban) == ("Jansen", "DE89370400440532013000")
    make_run(payouts, PAYER, by="Ute", at=NOON)
    assert page not in list_of(chief, payouts)[1]


def test_another_account_is_told_to_the_business(chief: Client, payouts: AnyPayouts) -> None:
    one = make_settlement(payouts, cents=12_34)
    business = one.business
    type(business).objects.filter(pk=business.pk).update(email="laden@jansen.example")
    make_owner(business, email="jan@jansen.example")
    page = payouts.url("settlement_payee", one.pk)

    chief.post(page, {"name": one.name, "iban": one.iban})
    assert not outbox().exists()
    chief.post(page, {"name": "Jansen", "iban": OTHER_IBAN})

    letters = outbox().filter(kind__endswith="payee_changed")
    assert sorted(one.recipient for one in letters) == ["jan@jansen.example", "laden@jansen.example"]
    letter = " ".join(deliver_all()[0].body.split())
    assert "über 12,34 € auf das Konto DE89 … 3000 (Jansen) und nicht mehr auf DE02 … 2051" in letter


def test_an_open_screen_changes_no_account(chief: Client, payouts: AnyPayouts) -> None:
    one = make_settlement(payouts)
    session = chief.session
    session["confirmed_at"] = 0
    session.save()
    answer = chief.post(payouts.url("settlement_payee", one.pk), {"name": "Jansen", "iban": OTHER_IBAN})
    assert answer["Location"].startswith("/konto/bestaetigung/")
    one.refresh_from_db()
    assert one.iban == IBAN


def test_an_editor_pays_nobody(office: Client, payouts: AnyPayouts) -> None:
    one = make_settlement(payouts)
    run = make_run(payouts, PAYER, by="Ute", at=NOON)
    for name, pk in (("payment", one.pk), ("settlement_payee", one.pk), ("run_payment", run.pk)):
        assert office.post(payouts.url(name, pk)).status_code == 403
    assert paid(payouts) == [False]


def test_the_list_asks_the_same_number_of_questions_for_many_files(
    chief: Client, payouts: AnyPayouts, run: Any
) -> None:

    page = payouts.url("settlements")
    chief.get(page)
    with CaptureQueriesContext(connection) as few:
        chief.get(page)
    for _number in range(3):
        make_settlement(payouts)
        make_run(payouts, PAYER, by="Ute", at=NOON)
    with CaptureQueriesContext(connection) as many:
        chief.get(page)
    assert len(many) == len(few)
