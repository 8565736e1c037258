"""An answer counts for the payment that somebody was asked about, not for one that came while the page was open."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_paid, mark_run_paid
from billing.bank.payouts.views import settlements
from billing.ledger.models import Journal
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tests.billing.bank.payouts import KINDS, answer_to, confirm, filed, make_settlement, paid, withdraw
from tests.conftest import make_client
from tests.make import make_user
from tests.words import words

pytestmark = pytest.mark.django_db
NOW = timezone.now()
CHANGED = "Inzwischen wurde etwas anderes eingetragen."


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture(params=KINDS, ids=lambda one: one.log)
def payouts(request: pytest.FixtureRequest, in_kiel: RegionCard) -> AnyPayouts:
    kind: AnyPayouts = request.param
    return kind


@pytest.fixture
def one(payouts: AnyPayouts) -> Any:
    return make_settlement(payouts)


def test_the_payment_after_the_one_asked_about_stays(chief: Client, payouts: AnyPayouts, one: Any) -> None:
    mark_paid(payouts, one, by="Ute", at=NOW)
    url = payouts.url("payment_withdrawal", one.pk)
    question = chief.get(url)
    withdraw(payouts, one, leaves_file=True)
    mark_paid(payouts, one, by="system", at=NOW)
    assert CHANGED in words(answer_to(question, chief, url, reason="Konto zu"))
    assert paid(payouts) == [True]


def test_a_repeated_answer_pays_nothing_after_a_return(chief: Client, payouts: AnyPayouts, one: Any) -> None:
    url = payouts.url("payment", one.pk)
    question = chief.get(url)
    assert "Als ausgezahlt eingetragen." in words(answer_to(question, chief, url))
    assert "Diese Abrechnung ist schon als ausgezahlt eingetragen." in words(answer_to(question, chief, url))
    withdraw(payouts, one, leaves_file=True)
    assert CHANGED in words(answer_to(question, chief, url))
    assert CHANGED in words(chief.post(url, follow=True))
    assert paid(payouts) == [False]
    assert Journal.objects.filter(key__startswith=f"{payouts.journal}:").count() == 1


def test_a_repeated_answer_for_a_file_pays_nothing_that_was_taken_back(chief: Client, payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00, 20_00)
    url = payouts.url("run_payment", run.pk)
    question = chief.get(url)
    answer_to(question, chief, url)
    assert paid(payouts) == [True, True]
    assert "nichts mehr offen" in words(answer_to(question, chief, url))
    withdraw(payouts, payouts.rows.earliest("pk"), leaves_file=False)
    assert CHANGED in words(answer_to(question, chief, url))
    assert paid(payouts) == [False, True]
    confirm(chief, url)
    assert paid(payouts) == [True, True]


def test_what_is_paid_already_is_not_asked_about(chief: Client, payouts: AnyPayouts, one: Any) -> None:
    mark_paid(payouts, one, by="Ute", at=NOW)
    page = words(chief.get(payouts.url("payment", one.pk), follow=True))
    assert "Diese Abrechnung ist schon als ausgezahlt eingetragen." in page


def test_a_look_takes_nothing_back_that_was_paid_meanwhile(
    chief: Client, payouts: AnyPayouts, one: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = settlements._settlement(payouts, one.pk)
    mark_paid(payouts, one, by="Ute", at=NOW)
    monkeypatch.setattr(settlements, "_settlement", lambda payouts, pk: read)
    assert chief.get(payouts.url("payment_withdrawal", one.pk)).status_code == 302
    assert paid(payouts) == [True]


def test_a_file_that_was_paid_meanwhile_is_not_said_to_be_paid_by_this_answer(
    chief: Client, payouts: AnyPayouts
) -> None:
    run = filed(payouts, 10_00)
    url = payouts.url("run_payment", run.pk)
    question = chief.get(url)
    mark_run_paid(payouts, run, by="Ute", at=NOW)
    assert "nichts mehr offen" in words(answer_to(question, chief, url))
