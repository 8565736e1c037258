"""The ledger's rules hold for raw SQL too, for the region's own role and for the owner of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.db.backends.utils import CursorWrapper

from kreislauf.regions import RegionCard

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@dataclass(frozen=True)
class Hand:
    """Whoever writes the SQL: the region's role through the app's login, or the owner of the tables."""

    alias: str

    def __call__(self, statement: str, *values: Any) -> CursorWrapper:
        cursor = connections[self.alias].cursor()
        cursor.execute(statement, values)
        return cursor

    def refused(self, statement: str, *values: Any, match: str) -> None:
        """By the statement itself: nothing waits for COMMIT."""
        with (
            pytest.raises((IntegrityError, ProgrammingError), match=match),
            transaction.atomic(using=self.alias, savepoint=True),
        ):
            self(statement, *values)


@pytest.fixture(params=["default", "owner"])
def hand(request: pytest.FixtureRequest, in_kiel: RegionCard) -> Hand:
    return Hand(request.param)


JOURNAL = "INSERT INTO ledger_journal (key, at, memo, codes, cents) VALUES (%s, now(), '', %s::text[], %s::bigint[])"


STRAY = "INSERT INTO ledger_entry (journal_id, account_id, cents) VALUES (%s, %s, %s)"


def place_of_a(hand: Hand) -> tuple[int, int]:
    """The numbers of the only journal and of the account "a"."""
    ((journal,),) = hand("SELECT id FROM ledger_journal").fetchall()
    ((account,),) = hand("SELECT id FROM ledger_account WHERE code = 'a'").fetchall()
    return journal, account


def write_a_journal(hand: Hand, **lines: int) -> int:
    """A journal with these lines in raw SQL."""
    return int(hand(f"{JOURNAL} RETURNING id", "k", list(lines), list(lines.values())).fetchone()[0])


def entries(hand: Hand) -> list[tuple[str, int]]:
    return hand(
        "SELECT code, cents FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id ORDER BY e.id"
    ).fetchall()


def test_a_balanced_journal_is_written_and_its_entries_with_it(hand: Hand) -> None:
    write_a_journal(hand, b=30, a=20, c=-50)

    assert entries(hand) == [("b", 30), ("a", 20), ("c", -50)]


@pytest.mark.parametrize("cents", [[50, -49], [50, -50, 1], [2**62, 2**62, 2**62, 2**62, 1]])
def test_lines_that_do_not_sum_to_zero_are_refused(hand: Hand, cents: list[int]) -> None:
    hand.refused(JOURNAL, "k", list("abcde"[: len(cents)]), cents, match="journal_balances")
    assert entries(hand) == []


@pytest.mark.parametrize(
    ("codes", "cents"),
    [
        ([], []),
        (["a"], [0]),
        (["a", "b", "c"], [50, -50]),
        (["a", "b"], [50, -50, 0]),
        (["a", None], [50, -50]),
        (["a", "b", "c"], [50, -50, None]),
        (["a", "b", "c"], [50, -50, 0]),
        ([["a", "b"], ["c", "d"]], [[50, -50], [50, -50]]),
    ],
)
def test_a_journal_has_two_whole_lines_or_more(hand: Hand, codes: list[Any], cents: list[Any]) -> None:
    hand.refused(JOURNAL, "k", codes, cents, match=r"journal_has_whole_lines|journal_balances")


def test_a_journal_without_lines_is_refused(hand: Hand) -> None:
    hand.refused(JOURNAL, "k", None, None, match="null value")
    hand.refused("INSERT INTO ledger_journal (key, at, memo) VALUES ('k', now(), '')", match="null value")


def test_a_journal_names_an_account_once(hand: Hand) -> None:
    hand.refused(JOURNAL, "k", ["a", "b", "a"], [30, -50, 20], match="journal_balances")


def test_an_account_whose_number_is_taken_is_refused_and_no_line_left_out(hand: Hand) -> None:
    """As where two servers have counted the same number."""
    if settings.CITUS:
        pytest.skip("The server that counts is another one than that whose sequence is set here: tests/citus has it.")
    write_a_journal(hand, a=5, b=-5)
    ((taken,),) = hand("SELECT min(id) FROM ledger_account").fetchall()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_account', 'id'), %s, false)", [taken])

    hand.refused(JOURNAL, "other", ["a", "c"], [5, -5], match="ledger_account_pkey")

    assert entries(hand) == [("a", 5), ("b", -5)]


def test_a_key_stands_for_one_journal(hand: Hand) -> None:
    write_a_journal(hand, a=50, b=-50)

    hand.refused(JOURNAL, "k", ["a", "b"], [50, -50], match="ledger_journal_key")


@pytest.mark.parametrize("cents", [1, 50])
def test_an_entry_that_no_journal_writes_is_refused(hand: Hand, cents: int) -> None:
    """Nobody adds a line to a journal, not even one that it has already."""
    write_a_journal(hand, a=50, b=-50)

    hand.refused(STRAY, *place_of_a(hand), cents, match="entries are written by their journal")
    assert entries(hand) == [("a", 50), ("b", -50)]


def test_nothing_of_the_ledger_waits_for_the_end_of_the_transaction(in_kiel: RegionCard) -> None:
    """An engine that spreads its tables over servers may commit a transaction whose last check fails, and lose it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE tgdeferrable"
            " AND c.relname LIKE 'ledger_%' AND c.relnamespace = current_schema()::regnamespace"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET cents = cents * 2",
        "UPDATE ledger_journal SET memo = 'anders'",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_journal",
        "UPDATE ledger_journal SET cents = cents || cents, codes = codes || '{c,d}'",
        "UPDATE ledger_account SET code = 'c'",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_journal CASCADE",
        "TRUNCATE ledger_account CASCADE",
    ],
)
def test_nothing_that_was_written_is_changed_or_removed(hand: Hand, statement: str) -> None:
    write_a_journal(hand, a=50, b=-50)

    # The region's role has no right to it at all; the owner has, and is refused by the trigger.
    hand.refused(statement, match=r"only ever added to|permission denied|must be owner")

    assert entries(hand) == [("a", 50), ("b", -50)]


def test_a_region_s_role_cannot_take_the_guards_away(in_kiel: RegionCard) -> None:
    for statement in [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_entry_append_only ON ledger_entry",
        "DROP TRIGGER ledger_entry_by_journal ON ledger_entry",
        "ALTER TABLE ledger_journal DROP CONSTRAINT journal_balances",
        "CREATE FUNCTION by_hand() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TEMPORARY TABLE by_hand (id int)",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ]:
        with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), transaction.atomic():
            connections["default"].cursor().execute(statement)


FOLDED = [["a", "b"], ["c", "d"]], [[50, -50], [50, -50]]


@pytest.mark.parametrize(
    ("guard", "statement", "values"),
    [
        ("ALTER TABLE ledger_journal DROP CONSTRAINT journal_balances", JOURNAL, ("l", ["a", "b"], [50, -49])),
        ("ALTER TABLE ledger_journal DROP CONSTRAINT journal_has_whole_lines", JOURNAL, ("l", *FOLDED)),
        ("DROP TRIGGER ledger_entry_by_journal ON ledger_entry", STRAY, (1,)),
        ("DROP TRIGGER ledger_entry_append_only ON ledger_entry", "UPDATE ledger_entry SET cents = cents * 2", ()),
        ("DROP TRIGGER ledger_journal_append_only ON ledger_journal", "UPDATE ledger_journal SET memo = 'l'", ()),
        (
            "DROP TRIGGER ledger_account_append_only ON ledger_account",
            "UPDATE ledger_account SET code = code || 'l'",
            (),
        ),
        ("DROP TRIGGER ledger_entry_no_truncate ON ledger_entry", "TRUNCATE ledger_entry", ()),
    ],
)
def test_each_guard_is_needed(in_kiel: RegionCard, guard: str, statement: str, values: tuple[Any, ...]) -> None:
    owner = Hand("owner")
    write_a_journal(owner, a=50, b=-50)
    if statement == STRAY:
        values = (*place_of_a(owner), *values)
    owner.refused(statement, *values, match=r"journal_|written by their journal|only ever added to")

    owner(guard)

    assert owner(statement, *values).rowcount != 0
