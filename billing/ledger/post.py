"""Write a journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from billing.ledger.models import Account, Entry, Journal


class Unbalanced(Exception):
    """Debit and credit differ, or nothing moves at all."""


class WrittenDifferently(Exception):
    """The key stands for a journal with other lines: two different events were given one name."""


@transaction.atomic
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
    journal_id = _insert(key, at=at, memo=memo)
    if journal_id is None:
        return _written(key, moved)
    accounts = _accounts(moved)
    Entry.objects.bulk_create(
        [Entry(journal_id=journal_id, account_id=accounts[code], cents=cents) for code, cents in moved.items()]
    )
    return Journal(pk=journal_id, key=key, at=at, memo=memo[:200])


def _insert(key: str, *, at: datetime, memo: str) -> int | None:
    # One statement, so that two at once wait for each other here and the second finds the first one's.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_journal (key, at, memo) VALUES (%s, %s, %s) ON CONFLICT (key) DO NOTHING RETURNING id",
            [key, at, memo[:200]],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _accounts(codes: Iterable[str]) -> dict[str, int]:
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
