"""A statement of the region's bank says what left its account for settlements, whichever slice they are of."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_paid
from billing.bank.payouts.run import make_run
from billing.ledger.models import Journal
from billing.providers.bank_transfer.models import BankLine
from kreislauf.regions import RegionCard, stepping_into
from tests.billing.bank.imported import read, take, verdicts
from tests.billing.bank.make import make_merchant
from tests.billing.bank.payouts import KINDS, PAYER, filed, left_account, make_settlement, paid, withdraw
from tests.billing.bank.statement import credit, debit, statement

pytestmark = pytest.mark.usefixtures("in_kiel")
NOW = timezone.now()


@pytest.fixture(params=KINDS, ids=lambda one: one.log)
def payouts(request: pytest.FixtureRequest) -> AnyPayouts:
    make_merchant(business_id=None)
    kind: AnyPayouts = request.param
    return kind


def test_a_debit_pays_its_settlement_once(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00, 20_00)
    one = payouts.rows.earliest("pk")
    content = statement(debit(10_00, e2e=one.number, ref="B1"))
    assert verdicts(read(content, business_id=None)) == ["transfer"]
    assert paid(payouts) == [False, False]
    take(content, business_id=None)
    take(content, business_id=None)
    assert (paid(payouts), payouts.rows.earliest("pk").paid_by) == ([True, False], "system")
    assert Journal.objects.filter(key=f"{payouts.journal}:{one.pk}").count() == 1


def test_a_bank_may_book_the_whole_file_in_one_sum(payouts: AnyPayouts) -> None:
    run = filed(payouts, 10_00, 20_00)
    row = take(statement(debit(30_00, batch=run.message_id)), business_id=None)
    assert (verdicts(row), paid(payouts)) == (["transfer"], [True, True])


def test_paid_again_after_it_came_back_it_has_another_name(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00)
    one = payouts.rows.get()
    assert left_account(one.number, ref="B1") == ["transfer"]
    back = statement(credit(10_00, "Konto erloschen", e2e=one.number, reason="AC04", ref="B2"))
    assert verdicts(take(back, business_id=None)) == ["ambiguous"]
    withdraw(payouts, one, leaves_file=True)
    make_run(payouts, PAYER, by="Ute", at=NOW)
    assert left_account(one.number, ref="B3") == ["ambiguous"]  # the first one once more pays nothing
    assert paid(payouts) == [False]
    assert left_account(f"{one.number}-2", ref="B4") == ["transfer"]
    assert paid(payouts) == [True]
    again = statement(credit(10_00, e2e=f"{one.number}-2", reason="AC04", ref="B5"))
    assert verdicts(take(again, business_id=None)) == ["ambiguous"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_return_that_stands_beside_its_transfer_is_a_persons(payouts: AnyPayouts, newest_first: bool) -> None:
    filed(payouts, 10_00)
    name = payouts.rows.get().number
    lines = [debit(10_00, e2e=name, ref="B1"), credit(10_00, e2e=name, reason="AC04", ref="B2")]
    row = take(statement(*reversed(lines) if newest_first else lines), business_id=None)
    assert sorted(verdicts(row)) == ["ambiguous", "transfer"]
    assert (paid(payouts), BankLine.objects.waiting().get().cents) == ([True], 10_00)


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_whole_file_may_come_back_beside_its_sum(payouts: AnyPayouts, newest_first: bool) -> None:
    run = filed(payouts, 10_00, 20_00)
    lines = [debit(30_00, batch=run.message_id, ref="B1"), credit(30_00, batch=run.message_id, reversal=True, ref="B2")]
    row = take(statement(*reversed(lines) if newest_first else lines), business_id=None)
    assert sorted(verdicts(row)) == ["ambiguous", "transfer"]
    assert BankLine.objects.waiting().get().cents == 30_00


def test_noted_too_early_it_keeps_the_name_that_its_file_gives_it(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00)
    one = payouts.rows.get()
    mark_paid(payouts, one, by="Ute", at=NOW)
    withdraw(payouts, one, leaves_file=False)
    assert left_account(one.number) == ["transfer"]
    assert paid(payouts) == [True]
    back = statement(credit(10_00, e2e=one.number, reason="AC04", ref="B2"))
    assert verdicts(take(back, business_id=None)) == ["ambiguous"]


def test_a_name_that_was_handed_out_twice_before_payments_were_told_apart_still_counts(payouts: AnyPayouts) -> None:
    filed(payouts, 10_00)
    one = payouts.rows.get()
    payouts.rows.update(payments=1)  # it came back, and its second file has the first one's name
    assert left_account(one.number) == ["transfer"]
    assert paid(payouts) == [True]


def test_one_statement_pays_what_every_slice_has_filed(in_kiel: RegionCard) -> None:
    make_merchant(business_id=None)
    for payouts in KINDS:
        filed(payouts, 10_00, 20_00)
    names = [payouts.rows.latest("pk").number for payouts in KINDS]
    content = statement(*(debit(20_00, e2e=name, ref=name) for name in names))
    assert verdicts(take(content, business_id=None)) == ["transfer", "transfer"]
    take(content, business_id=None)
    assert [paid(payouts) for payouts in KINDS] == [[False, True], [False, True]]
    assert [payouts.rows.latest("pk").payments for payouts in KINDS] == [1, 1]


def test_the_statement_of_one_region_pays_nothing_in_the_next(
    payouts: AnyPayouts, kiel: RegionCard, dortmund: RegionCard
) -> None:
    numbers = []
    for region in (kiel, dortmund):
        with stepping_into(region):
            make_merchant(business_id=None)
            make_settlement(payouts, pk=2**40)
            make_run(payouts, PAYER, by="Ute", at=NOW)
            numbers.append(payouts.rows.get().number)
    left_account(numbers[1])
    assert (numbers[0], paid(payouts)) == (numbers[1], [True])
    with stepping_into(dortmund):
        assert paid(payouts) == [False]
