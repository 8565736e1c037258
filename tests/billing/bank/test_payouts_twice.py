"""What leaves the account under a name of ours and is not awaited is a person's question: it may be paid twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from billing.bank.imports.transfers import expected_transfers, our_transfers
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_paid, mark_run_paid
from billing.bank.payouts.run import AlreadyPaid, make_run, withdraw_run
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tests.billing.bank.imported import ask, take, verdicts
from tests.billing.bank.make import make_merchant
from tests.billing.bank.payouts import KINDS, PAYER, filed, left_account, make_settlement, paid, withdraw
from tests.billing.bank.statement import credit, debit, statement
from tests.billing.handlers import Shop
from tests.conftest import make_client
from tests.make import make_user
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
NOW = timezone.now()


@pytest.fixture(params=KINDS, ids=lambda one: one.log)
def payouts(request: pytest.FixtureRequest) -> AnyPayouts:
    make_merchant(business_id=None)
    kind: AnyPayouts = request.param
    return kind


@pytest.fixture
def withdrawn(payouts: AnyPayouts) -> Any:
    """A file with 10 and 20 euros that the bank has all the same."""
    run = filed(payouts, 10_00, 20_00)
    withdraw_run(payouts, run, by="Ute", at=NOW)
    return run


def in_one_sum(run: Any, *, ref: str = "S1") -> list[str]:
    content = statement(debit(run.amount_cents, batch=run.message_id, ref=ref))
    return verdicts(take(content, business_id=None))


def test_the_second_debit_of_one_transfer(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00)
    name = payouts.rows.get().number
    assert left_account(name, ref="B1") == ["transfer"]
    assert left_account(name, ref="B2") == ["ambiguous"]
    assert paid(payouts) == [True]


def test_two_debits_on_one_statement_that_names_the_file_too(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00)
    twice = [
        debit(10_00, e2e=payouts.rows.get().number, ref=ref).replace("<Refs>", f"<Refs><MsgId>{run}</MsgId>")
        for ref in ("B1", "B2")
    ]
    assert verdicts(take(statement(*twice), business_id=None)) == ["transfer", "ambiguous"]


def test_a_withdrawn_file_and_the_one_after_it_are_both_executed(payouts: AnyPayouts, withdrawn: Any) -> None:
    make_run(payouts, PAYER, by="Ute", at=NOW)
    name = payouts.rows.earliest("pk").number
    assert left_account(name, ref="B1") == ["transfer"]
    assert left_account(name, ref="B2") == ["ambiguous"]


def test_a_withdrawn_file_is_executed_one_by_one(payouts: AnyPayouts, withdrawn: Any) -> None:
    assert left_account(payouts.rows.earliest("pk").number) == ["ambiguous"]
    assert paid(payouts) == [False, False]


def test_a_withdrawn_file_is_executed_in_one_sum(payouts: AnyPayouts, withdrawn: Any) -> None:
    assert in_one_sum(withdrawn) == ["ambiguous"]
    assert paid(payouts) == [False, False]


def test_another_amount(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00)
    assert left_account(payouts.rows.get().number, 10_01) == ["ambiguous"]
    assert paid(payouts) == [False]


def test_what_is_in_no_file(payouts: AnyPayouts) -> None:
    one = make_settlement(payouts)
    assert left_account(one.number) == ["ambiguous"]
    assert paid(payouts) == [False]


def test_what_somebody_has_noted_before_the_bank_shows_it_is_asked_about_from_the_second_time_on(
    payouts: AnyPayouts,
) -> None:
    filed(payouts, 10_00)
    one = payouts.rows.get()
    mark_paid(payouts, one, by="Ute", at=NOW)
    assert left_account(one.number, ref="B1") == ["transfer"]
    assert left_account(one.number, ref="B2") == ["ambiguous"]
    one.refresh_from_db()
    assert (one.paid_by, one.payments) == ("Ute", 1)


def test_the_same_for_a_file_in_one_sum(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00, 20_00)
    mark_paid(payouts, payouts.rows.earliest("pk"), by="Ute", at=NOW)
    assert in_one_sum(run, ref="S1") == ["transfer"]
    assert paid(payouts) == [True, True]
    assert in_one_sum(run, ref="S2") == ["ambiguous"]


def test_a_notice_that_tells_the_transfers_of_a_sum_one_by_one_asks_nothing(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00, 20_00)
    name = payouts.rows.earliest("pk").number
    assert in_one_sum(run) == ["transfer"]
    assert left_account(name, ref="B1") == ["transfer"]
    assert left_account(name, ref="B2") == ["ambiguous"]
    assert [one.payments for one in payouts.rows.all()] == [1, 1]


def test_a_sum_after_a_transfer_of_its_file(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00, 20_00)
    assert left_account(payouts.rows.earliest("pk").number) == ["transfer"]
    assert in_one_sum(run) == ["ambiguous"]
    assert paid(payouts) == [True, False]


def test_what_a_statement_has_shown_is_not_withdrawn_with_its_file_either(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00)
    left_account(payouts.rows.get().number)
    withdraw(payouts, payouts.rows.get(), leaves_file=False)
    with pytest.raises(AlreadyPaid):
        withdraw_run(payouts, run, by="Ute", at=NOW)


def test_a_file_all_of_whose_transfers_came_back_is_not_awaited_again(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00)
    assert in_one_sum(run, ref="S1") == ["transfer"]
    withdraw(payouts, payouts.rows.get(), leaves_file=True)
    assert in_one_sum(run, ref="S2") == ["ambiguous"]


@pytest.mark.parametrize("by_statement", [True, False])
def test_a_file_that_the_bank_has_is_not_withdrawn_after_a_return(payouts: AnyPayouts, by_statement: bool) -> None:
    run = filed(payouts, 10_00, 20_00)
    one = payouts.rows.earliest("pk")
    if by_statement:
        left_account(one.number)
    else:
        mark_run_paid(payouts, run, by="Ute", at=NOW)
        withdraw(payouts, payouts.rows.latest("pk"), leaves_file=False)
    withdraw(payouts, one, leaves_file=True)
    with pytest.raises(AlreadyPaid):
        withdraw_run(payouts, run, by="Ute", at=NOW)
    assert list(payouts.rows.order_by("pk").values_list("run", flat=True)) == [None, run.pk]


def test_what_a_buyer_named_like_a_settlement_and_fetches_back_pays_nothing(payouts: AnyPayouts, shop: Shop) -> None:
    filed(payouts, 10_00)
    name = payouts.rows.get().number
    wanted = ask(amount_cents=10_00, business_id=None)
    lines = [
        credit(10_00, wanted.reference, e2e=name, ref="B1"),
        debit(10_00, wanted.reference, e2e=name, reason="AC04", ref="B2"),
    ]
    assert verdicts(take(statement(*lines), business_id=None)) == ["matched", "reversed"]
    assert paid(payouts) == [False]


def test_the_page_of_such_a_debit_leads_to_the_settlement(in_kiel: RegionCard, payouts: AnyPayouts) -> None:
    one = make_settlement(payouts)
    row = take(statement(debit(10_00, e2e=one.number)), business_id=None)
    chief = make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))
    page = chief.get(f"/verwaltung/bank/umsaetze/{row.lines.get().pk}/")
    assert f'<a href="{payouts.url("settlement", one.pk)}">{one.number}</a>' in page.content.decode()
    assert "Der Umsatz trägt den Namen einer Auszahlung." in words(page)


def test_many_names_ask_no_more_questions_than_one(payouts: AnyPayouts) -> None:
    """They are repeated transfers, whose names stand in their file."""
    filed(payouts, *[10_00] * 4)
    payouts.rows.update(payments=1)
    names = [one.number for one in payouts.rows.order_by("pk")]

    def asked(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert expected_transfers(some) == dict.fromkeys(some, 10_00)
            assert [*our_transfers(some)] == some
        return len(queries)

    assert asked(names[:1]) == asked(names)
