"""The region's bank says what it has transferred, and the settlement is paid."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.run import make_run
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Run, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from tests.billing.bank.imported import read, take, verdicts
from tests.billing.bank.make import IBAN, make_merchant
from tests.billing.bank.statement import credit, debit, statement
from tests.make import make_business
from tests.marketplace.regionwide.steps import accounts, make_issuer, make_regional, taking_part
from tests.marketplace.regionwide.steps import take as redeemed

pytestmark = pytest.mark.usefixtures("in_kiel")


@pytest.fixture
def two() -> list[Settlement]:
    """Settlements of 10 and of 20 euros, in one file."""
    make_merchant(business_id=None)
    issuer = make_issuer()
    for number, cents in enumerate((10_00, 20_00)):
        business = taking_part(make_business(name=f"Laden {number}"))
        redeemed(make_regional(issuer), business, cents, key=f"tap-{number}")
    now = timezone.now()
    settle(now, by="Ute", at=now)
    make_run(PAYOUTS, Payer("Stadtkasse", IBAN), by="Ute", at=now)
    return list(Settlement.objects.order_by("pk"))


def paid() -> list[bool]:
    return [one.paid_at is not None for one in Settlement.objects.order_by("pk")]


def test_a_debit_pays_its_settlement_once(two: list[Settlement]) -> None:
    content = statement(debit(10_00, "Gutscheine", e2e=two[0].number, ref="B1"))
    assert verdicts(read(content, business_id=None)) == ["transfer"]
    assert paid() == [False, False]
    take(content, business_id=None)
    take(content, business_id=None)
    assert paid() == [True, False]
    assert Settlement.objects.earliest("pk").paid_by == "system"
    assert accounts() == {"open": 30_00, "owed": -20_00, "settled": -10_00}


def test_a_bank_may_book_the_whole_file_in_one_sum(two: list[Settlement]) -> None:
    row = take(statement(debit(30_00, batch=Run.objects.get().message_id)), business_id=None)
    assert (verdicts(row), paid()) == (["transfer"], [True, True])


def test_another_amount_is_another_transfer(two: list[Settlement]) -> None:
    take(statement(debit(10_01, e2e=two[0].number)), business_id=None)
    assert paid() == [False, False]


def test_what_leaves_twice_pays_once(two: list[Settlement]) -> None:
    twice = [debit(10_00, e2e=two[0].number, ref=ref) for ref in ("B1", "B2")]
    row = take(statement(*twice), business_id=None)
    assert verdicts(row) == ["transfer", "ambiguous"]
    assert paid() == [True, False]


def test_a_business_pays_nobody_with_its_own_statement(two: list[Settlement]) -> None:
    shop = Business.objects.get(name="Laden 0")
    make_merchant(business_id=shop.pk)
    take(statement(debit(10_00, e2e=two[0].number)), business_id=shop.pk)
    assert paid() == [False, False]


def test_what_comes_back_is_a_persons(two: list[Settlement]) -> None:
    take(statement(debit(10_00, e2e=two[0].number, ref="B1")), business_id=None)
    row = take(
        statement(credit(10_00, "Konto erloschen", e2e=two[0].number, reason="AC04", ref="B2")), business_id=None
    )
    assert verdicts(row) == ["ambiguous"]
    assert paid() == [True, False]
