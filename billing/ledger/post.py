"""Write a journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from billing.ledger.models import Account, Entry, Journal


class Unbalanced(Exception):
    """Debit and credit differ, or nothing moves at all."""


class WrittenDifferently(Exception):
    """The key stands for a journal with other lines: two different events were given one name."""


def post(key: str, *, at: datetime, memo: str, lines: Iterable[tuple[str, int]]) -> Journal:
    """Write one business event as lines of account and cents, debit positive. Lines of nothing are left out.

    ``key`` names the event: posted again, the first journal is returned and nothing is added. Refuses with Unbalanced,
    WrittenDifferently.
    """
    wanted = Counter[str]()
    for code, cents in lines:
        wanted[code] += cents
    moved = {code: cents for code, cents in wanted.items() if cents}
    if sum(moved.values()) != 0 or len(moved) < 2:
        raise Unbalanced(f"{key}: {moved}")
    # No savepoint: what fails in here takes the caller's work with it, and two round trips are saved.
    with transaction.atomic(savepoint=False):
        journal_id = _write(key, moved, at=at, memo=memo)
    return _written(key, moved) if journal_id is None else Journal(pk=journal_id, key=key, at=at, memo=memo[:200])


# The part of a statement that writes a journal of the row ``event`` (key, at, memo), with its lines: so whoever moves
# money by a statement of its own books it in the same one. Refused where the key is known, unless told otherwise; lines
# whose accounts are not open yet are left out, and then the database refuses the journal when the transaction ends.
JOURNAL = """
journal AS (
  INSERT INTO ledger_journal (key, at, memo) SELECT key, at, memo FROM event {or_else} RETURNING id
), line AS (
  SELECT account.id, account.code, given.cents
  FROM unnest(%(accounts)s::text[], %(cents)s::bigint[]) AS given (code, cents)
  JOIN ledger_account account USING (code)
), entry AS (
  INSERT INTO ledger_entry (journal_id, account_id, cents) SELECT journal.id, line.id, line.cents FROM journal, line
)
"""
ACCOUNTS_ARE_OPEN = """
(SELECT count(*) FROM ledger_account WHERE code = ANY(%(accounts)s::text[])) = cardinality(%(accounts)s::text[])
"""

# One statement, so that two at once wait for each other here and the second finds the first one's. The lines whose
# accounts are open already go in the same round trip; that is all of them but the first time.
_WRITE = f"""
WITH event AS (SELECT %(key)s AS key, %(at)s AS at, %(memo)s AS memo),
{JOURNAL.format(or_else="ON CONFLICT (key) DO NOTHING")}
SELECT id, ARRAY(SELECT code FROM line) FROM journal
"""  # noqa: S608 - nothing but the text above


def _write(key: str, moved: Mapping[str, int], *, at: datetime, memo: str) -> int | None:
    """The new journal's id; None where the key is written already."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {"key": key, "at": at, "memo": memo[:200], "accounts": list(moved), "cents": list(moved.values())},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    journal_id, known = row
    missing = {code: cents for code, cents in moved.items() if code not in known}
    if missing:
        accounts = open_accounts(missing)
        Entry.objects.bulk_create(
            [Entry(journal_id=journal_id, account_id=accounts[code], cents=cents) for code, cents in missing.items()]
        )
    return int(journal_id)


def open_accounts(codes: Iterable[str]) -> dict[str, int]:
    """The accounts by code, with their ids; those that are not there yet are opened."""
    wanted = sorted(codes)  # one order everywhere: two journals that open the same accounts wait, and never deadlock
    known = dict(Account.objects.filter(code__in=wanted).values_list("code", "pk"))
    missing = [code for code in wanted if code not in known]
    if not missing:
        return known
    Account.objects.bulk_create([Account(code=code) for code in missing], ignore_conflicts=True)
    return dict(Account.objects.filter(code__in=wanted).values_list("code", "pk"))


def _written(key: str, moved: dict[str, int]) -> Journal:
    journal = Journal.objects.prefetch_related("entries__account").get(key=key)
    lines = {entry.account.code: entry.cents for entry in journal.entries.all()}
    if lines != moved:
        raise WrittenDifferently(f"{key}: {lines}, not {moved}")
    return journal
