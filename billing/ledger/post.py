"""Write a journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from billing.ledger.models import Journal


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
    values: list[Any] = [key, at, memo[:200], list(moved), list(moved.values())]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_post(%s, %s, %s, %s::text[], %s::bigint[])", values)  # see migration 0005
        (journal_id,) = cursor.fetchone()
    if journal_id is None:
        return _written(key, moved)
    return Journal(pk=journal_id, key=key, at=at, memo=memo[:200], codes=list(moved), cents=list(moved.values()))


def open_accounts(codes: list[str]) -> None:
    """Open those that are not open yet, in one order.

    A transaction with several journals that may open accounts opens them here first: two that open the same ones one by
    one, each in an order of its own, would wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [sorted(codes)])


# An outer join, for Citus inserts nothing FROM a function WHERE NOT EXISTS.
_OPEN = """
INSERT INTO ledger_account (code) SELECT wanted.code FROM unnest(%s::text[]) AS wanted (code)
LEFT JOIN ledger_account known ON known.code = wanted.code WHERE known.id IS NULL
ORDER BY wanted.code ON CONFLICT DO NOTHING
"""


def _written(key: str, moved: dict[str, int]) -> Journal:
    journal = Journal.objects.get(key=key)
    lines = dict(zip(journal.codes, journal.cents, strict=True))
    if lines != moved:
        raise WrittenDifferently(f"{key}: {lines}, not {moved}")
    return journal
