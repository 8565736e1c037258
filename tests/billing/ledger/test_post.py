"""A journal is written once, balances, and says what it says."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from billing.ledger.models import Account, Entry, Journal
from billing.ledger.post import Unbalanced, WrittenDifferently, post
from kreislauf.regions import RegionCard
from tests.make import NOON

pytestmark = pytest.mark.django_db


def lines(journal: Journal) -> dict[str, int]:
    return dict(Entry.objects.filter(journal_id=journal.pk).values_list("account__code", "cents"))


def test_a_journal_holds_its_lines(in_kiel: RegionCard) -> None:
    journal = post("issue:1", at=NOON, memo="Bestellung 1", lines=[("through:voucher", 5000), ("open:3", -5000)])

    assert lines(journal) == {"through:voucher": 5000, "open:3": -5000}
    assert list(Journal.objects.values_list("key", "at", "memo")) == [("issue:1", NOON, "Bestellung 1")]


def test_lines_of_one_account_are_one_and_lines_of_nothing_none(in_kiel: RegionCard) -> None:
    journal = post("block:1", at=NOON, memo="", lines=[("a", 30), ("a", 20), ("b", 0), ("c", -50)])

    assert lines(journal) == {"a": 50, "c": -50}


def test_posted_again_it_is_the_same_and_nothing_is_added(in_kiel: RegionCard) -> None:
    first = post("issue:1", at=NOON, memo="", lines=[("a", 50), ("b", -50)])
    again = post("issue:1", at=NOON, memo="", lines=[("b", -50), ("a", 50)])

    assert (again.pk, Entry.objects.count(), Account.objects.count()) == (first.pk, 2, 2)


def test_one_name_for_two_events_is_refused(in_kiel: RegionCard) -> None:
    post("issue:1", at=NOON, memo="", lines=[("a", 50), ("b", -50)])

    with pytest.raises(WrittenDifferently):
        post("issue:1", at=NOON, memo="", lines=[("a", 60), ("b", -60)])


@pytest.mark.parametrize(
    "wrong", [[("a", 50), ("b", -49)], [("a", 50)], [("a", 0), ("b", 0)], [], [("a", 5), ("a", -5)]]
)
def test_what_does_not_balance_is_refused(in_kiel: RegionCard, wrong: list[tuple[str, int]]) -> None:
    with pytest.raises(Unbalanced):
        post("issue:1", at=NOON, memo="", lines=wrong)

    assert (Journal.objects.count(), Account.objects.count()) == (0, 0)


def test_a_journal_costs_one_statement_once_its_accounts_are_open(
    in_kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post("issue:1", at=NOON, memo="", lines=[("a", 50), ("b", -50)])

    with django_assert_num_queries(1):
        post("issue:2", at=NOON, memo="", lines=[("a", 50), ("b", -50)])


def test_accounts_open_with_their_first_line(in_kiel: RegionCard) -> None:
    post("issue:1", at=NOON, memo="", lines=[("a", 50), ("b", -50)])

    journal = post("issue:2", at=NOON, memo="", lines=[("b", 70), ("c", -30), ("d", -40)])

    assert lines(journal) == {"b": 70, "c": -30, "d": -40}
