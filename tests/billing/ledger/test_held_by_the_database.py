"""The ledger's rules hold for raw SQL too, for the region's own role and for the owner of the tables."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.db.backends.utils import CursorWrapper

from kreislauf.regions import RegionCard

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@dataclass(frozen=True)
class Hand:
    """Whoever writes the SQL: the region's role through the app's login, or the owner of the tables."""

    alias: str

    def __call__(self, statement: str) -> CursorWrapper:
        cursor = connections[self.alias].cursor()
        cursor.execute(statement)
        return cursor

    def transaction(self, *statements: str) -> None:
        """Run the statements, then what the database checks when a transaction commits."""
        with transaction.atomic(using=self.alias):
            for statement in statements:
                self(statement)
            self("SET CONSTRAINTS ALL IMMEDIATE")
            self("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(params=["default", "owner"])
def hand(request: pytest.FixtureRequest, in_kiel: RegionCard) -> Hand:
    return Hand(request.param)


def write_a_journal(hand: Hand, *lines: int) -> int:
    """A journal with these lines in raw SQL."""
    journal = "(SELECT id FROM ledger_journal WHERE key = 'k')"
    account = "(SELECT id FROM ledger_account WHERE code = 'a')"
    hand.transaction(
        "INSERT INTO ledger_account (code) VALUES ('a') ON CONFLICT DO NOTHING",
        "INSERT INTO ledger_journal (key, at, memo) VALUES ('k', now(), '')",
        *(
            f"INSERT INTO ledger_entry (journal_id, account_id, cents) VALUES ({journal}, {account}, {cents})"
            for cents in lines
        ),
    )
    return int(hand("SELECT id FROM ledger_journal WHERE key = 'k'").fetchone()[0])


def test_a_balanced_journal_is_written(hand: Hand) -> None:
    journal = write_a_journal(hand, 30, 20, -50)

    assert hand(f"SELECT count(*), sum(cents) FROM ledger_entry WHERE journal_id = {journal}").fetchone() == (3, 0)


@pytest.mark.parametrize("lines", [(), (50,), (50, -49), (50, -50, 1)])
def test_a_journal_that_does_not_balance_or_has_no_two_lines_is_refused(hand: Hand, lines: tuple[int, ...]) -> None:
    with pytest.raises(IntegrityError, match="journal does not balance"):
        write_a_journal(hand, *lines)


def test_a_line_of_nothing_is_refused(hand: Hand) -> None:
    with pytest.raises(IntegrityError, match="entry_moves_something"):
        write_a_journal(hand, 50, -50, 0)


def test_a_key_stands_for_one_journal(hand: Hand) -> None:
    write_a_journal(hand, 50, -50)

    with pytest.raises(IntegrityError, match="ledger_journal_key"):
        write_a_journal(hand, 50, -50)


def test_a_line_added_to_a_written_journal_is_refused(hand: Hand) -> None:
    journal = write_a_journal(hand, 50, -50)

    with pytest.raises(IntegrityError, match="journal does not balance"):
        hand.transaction(
            f"INSERT INTO ledger_entry (journal_id, account_id, cents) SELECT {journal}, id, 1 FROM ledger_account"
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET cents = cents * 2",
        "UPDATE ledger_journal SET memo = 'anders'",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_journal",
        "TRUNCATE ledger_entry",
        "TRUNCATE ledger_journal CASCADE",
        "TRUNCATE ledger_account CASCADE",
    ],
)
def test_nothing_that_was_written_is_changed_or_removed(hand: Hand, statement: str) -> None:
    journal = write_a_journal(hand, 50, -50)

    # The region's role has no right to it at all; the owner has, and is refused by the trigger.
    with pytest.raises((IntegrityError, ProgrammingError), match=r"only ever added to|permission denied|must be owner"):
        hand.transaction(statement)

    assert hand(f"SELECT count(*), sum(abs(cents)) FROM ledger_entry WHERE journal_id = {journal}").fetchone() == (
        2,
        100,
    )


def test_an_account_that_was_used_is_not_removed(hand: Hand) -> None:
    write_a_journal(hand, 50, -50)

    with pytest.raises(IntegrityError, match="foreign key"):
        hand.transaction("DELETE FROM ledger_account")


def test_a_region_s_role_cannot_take_the_guards_away(in_kiel: RegionCard) -> None:
    for statement in [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_entry_append_only ON ledger_entry",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ]:
        with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), transaction.atomic():
            connections["default"].cursor().execute(statement)
