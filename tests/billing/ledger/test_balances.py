"""What the ledger answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from billing.ledger.balances import BusinessBalance, balance, balances, business_balances, journals
from billing.ledger.post import post
from kreislauf.regions import RegionCard
from tests.make import NOON

pytestmark = pytest.mark.django_db


def sell_and_redeem() -> None:
    post("issue:1", at=NOON, memo="Bestellung 1", lines=[("through:voucher", 5000), ("open:3", -5000)])
    post("redeem:1", at=NOON + timedelta(days=1), memo="Einlösung", lines=[("open:3", 1200), ("redeemed:3", -1200)])
    post(
        "block:1", at=NOON + timedelta(days=2), memo="Rückbuchung", lines=[("claim:3", 700), ("through:voucher", -700)]
    )


def test_balances_are_told_for_now_and_for_any_moment(in_kiel: RegionCard) -> None:
    sell_and_redeem()

    assert balances() == {"claim:3": 700, "open:3": -3800, "redeemed:3": -1200, "through:voucher": 4300}
    assert balances(until=NOON) == {"open:3": -5000, "through:voucher": 5000}
    assert (balance("open:3"), balance("open:4")) == (-3800, 0)


def test_a_business_sees_its_own_with_the_signs_taken_off(
    in_kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sell_and_redeem()

    with django_assert_num_queries(1):
        found = business_balances([3, 4])

    assert found == {
        3: BusinessBalance(3, open_cents=3800, redeemed_cents=1200, claim_cents=700),
        4: BusinessBalance(4),
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_journals_takes_three_queries(
    in_kiel: RegionCard, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        post(f"issue:{number}", at=NOON, memo="", lines=[("a", 50), ("b", -50)])

    with django_assert_num_queries(3):
        page = [[(entry.account.code, entry.cents) for entry in journal.entries.all()] for journal in journals()]

    assert page == [[("a", 50), ("b", -50)]] * rows


def test_journals_of_one_account(in_kiel: RegionCard) -> None:
    sell_and_redeem()

    assert [journal.key for journal in journals(account="redeemed:3")] == ["redeem:1"]
