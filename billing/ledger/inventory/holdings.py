"""What a region holds: rows, books, open vouchers and pictures, as of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from kreislauf.pictures.missing import missing_pictures
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.storage import StoreUnavailable
from tenants.archive.balances import open_balances
from tenants.archive.snapshot import snapshot

Runs = Sequence[Sequence[int]]

# Numbers of journals without a gap between them: a gap is a transaction that was rolled back, or not yet committed.
RUNS = """
SELECT min(id), max(id) FROM (SELECT id, id - row_number() OVER (ORDER BY id) AS run FROM ledger_journal) numbered
GROUP BY run ORDER BY 1"""
BALANCES = """
SELECT a.code, sum(e.cents)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
JOIN unnest(%s::bigint[], %s::bigint[]) AS run (first, last) ON e.journal_id BETWEEN run.first AND run.last
GROUP BY a.code ORDER BY a.code COLLATE "C" """
JOURNALS = """
SELECT count(*) FROM ledger_journal j
JOIN unnest(%s::bigint[], %s::bigint[]) AS run (first, last) ON j.id BETWEEN run.first AND run.last"""
UNBALANCED = """
SELECT j.key FROM ledger_journal j LEFT JOIN ledger_entry e ON e.journal_id = j.id
GROUP BY j.id HAVING coalesce(sum(e.cents), 0) <> 0 OR count(e.id) <> cardinality(j.cents) ORDER BY j.id LIMIT 20"""


@dataclass(frozen=True, slots=True)
class Holdings:
    """``runs`` are the journals' numbers as first and last of each run; ``balances`` are of those journals alone.

    ``missing`` names pictures whose files are not in the storage, and is ``None`` while the storage does not answer.
    """

    runs: list[list[int]]
    journals: int
    balances: dict[str, int]
    unbalanced: list[str]
    vouchers: int
    open_cents: int
    rows: dict[str, int]
    missing: list[str] | None


def holdings_of(card: RegionCard, *, on: date, runs: Runs | None = None) -> Holdings:
    """Of one snapshot. With ``runs`` the books are read as they stood when these journals were all there were."""
    with stepping_into(card):
        with snapshot(), connection.cursor() as cursor:
            cursor.execute(RUNS)
            own = [[first, last] for first, last in cursor.fetchall()]
            counted = own if runs is None else [list(run) for run in runs]
            bounds = [[first for first, _ in counted], [last for _, last in counted]]
            cursor.execute(BALANCES, bounds)
            balances = dict(cursor.fetchall())
            cursor.execute(JOURNALS, bounds)
            (journals,) = cursor.fetchone()
            cursor.execute(UNBALANCED)
            unbalanced = [key for (key,) in cursor.fetchall()]
            left = [balance.left_cents for balance in open_balances() if balance.expires_on >= on]
            rows = _rows(cursor, card.schema)
        try:
            missing: list[str] | None = missing_pictures()
        except StoreUnavailable:
            missing = None
    return Holdings(own, journals, balances, unbalanced, len(left), sum(left), rows, missing)


def _rows(cursor: Any, schema: str) -> dict[str, int]:
    cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    rows = {}
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        (rows[table],) = cursor.fetchone()
    return rows
