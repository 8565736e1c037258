"""A business that got more from an action than stands owes the rest: it is shown, asked for, and paid back once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from billing.bank.payouts.pay import mark_paid
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.businesses.close import close
from marketplace.businesses.models import Business
from marketplace.subsidies.actions.sums import sums_of
from marketplace.subsidies.models import Action, Line, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.payouts.repayment import NotOwed, debts, note_repayment
from marketplace.subsidies.payouts.settle import settle
from tests.conftest import make_client
from tests.make import make_user
from tests.marketplace.subsidies.test_settle import (
    LAST_MONTH,
    NOW,
    THEN,
    action_since_last_month,
    charged_back,
    offer_of,
    sold,
)
from tests.marketplace.vouchers.buying.steps import balances
from tests.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
LIST = "/verwaltung/zuschuesse/abrechnung/"
DEBT = "Bäckerei schuldet der Region 5,00 € an Zuschüssen"


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture
def action() -> Action:
    return action_since_last_month()


@pytest.fixture
def debtor(action: Action) -> Business:
    """It got five euros for an order whose money went back after that."""
    order = sold(offer_of("Bäckerei"), key="a")
    settle(LAST_MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    charged_back(order, at=NOW)
    return order.offer.business


def over(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(ends_at=timezone.now())


def found() -> list[tuple[str, int, bool]]:
    return [(one.business, one.cents, one.is_taken_off) for one in debts(timezone.now(), most=9)]


def note(action: Action, debtor: Business, *, cents: int = 5_00) -> Any:
    return note_repayment(action, debtor, cents=cents, by="Ute", at=timezone.now())


def test_while_the_action_runs_the_next_settlement_takes_it_off(chief: Client, debtor: Business) -> None:
    assert found() == [("Bäckerei", 5_00, True)]
    assert DEBT not in words(chief.get("/verwaltung/"))
    assert "Die nächste Abrechnung zieht es ab." in words(chief.get(LIST))


@pytest.mark.parametrize("gone", ["over", "stopped", "closed"])
def test_after_that_the_office_asks_for_it(chief: Client, action: Action, debtor: Business, gone: str) -> None:
    if gone == "over":
        over(action)
    elif gone == "stopped":
        Action.objects.filter(pk=action.pk).update(stopped_at=NOW)
    else:
        close(debtor, by="Ute", at=NOW)
    assert found() == [("Bäckerei", 5_00, False)]
    assert DEBT in words(chief.get("/verwaltung/"))
    assert "Fordern Sie das Geld vom Betrieb an" in words(chief.get(LIST))


def test_paid_back_it_is_gone_from_everywhere_and_only_once(chief: Client, action: Action, debtor: Business) -> None:
    over(action)
    path = f"/verwaltung/zuschuesse/{action.pk}/rueckzahlung/{debtor.pk}/"
    question = chief.get(path)
    assert "Schuld 5,00 €" in words(question)
    assert 'name="cents" value="500"' in question.content.decode()
    assert chief.post(path, {"cents": "1"}, follow=True).redirect_chain[-1][0] == LIST
    assert found() != []

    assert "ist eingetragen" in words(chief.post(path, {"cents": "500"}, follow=True))
    again = chief.post(path, {"cents": "500"}, follow=True)

    assert "schuldet der Region diesen Betrag nicht" in words(again)
    assert found() == []
    assert DEBT not in words(chief.get("/verwaltung/"))
    assert {name: cents for name, cents in balances().items() if name.startswith("subsidy")} == {}
    sums = sums_of(action)
    assert (sums.added_cents, sums.paid_cents, sums.open_cents) == (0, 0, 0)


def test_who_comes_into_debt_again_pays_back_again(action: Action, debtor: Business) -> None:
    note(action, debtor)
    order = sold(debtor.offers.get(), key="b", at=THEN + timedelta(days=1))
    Settlement.objects.update(month=LAST_MONTH - timedelta(days=31))
    settle(LAST_MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.latest("pk"), by="Ute", at=NOW)
    charged_back(order, at=timezone.now())
    note(action, debtor)
    assert Line.objects.repayments().count() == 2
    assert found() == []


@pytest.mark.parametrize("cents", [0, 4_99, 5_01])
def test_another_sum_than_the_debt_is_not_noted(action: Action, debtor: Business, cents: int) -> None:
    with pytest.raises(NotOwed):
        note(action, debtor, cents=cents)


def test_an_editor_notes_no_repayment(office: Client, action: Action, debtor: Business) -> None:
    path = f"/verwaltung/zuschuesse/{action.pk}/rueckzahlung/{debtor.pk}/"
    assert office.post(path, {"cents": "500"}).status_code == 403


@pytest.mark.parametrize("change", [{"cents": 1}, {"key": "x"}, {"settlement": None}])
def test_no_line_says_something_else_later(debtor: Business, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(settlement__isnull=False).update(**change)


def test_no_line_is_deleted(debtor: Business) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.all().delete()
