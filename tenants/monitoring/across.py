"""One question to hundreds of regions at once: how many rows wait, since when, and whether a sum is zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet
from psycopg import sql

from kreislauf.measured import Waiting, ZeroSum
from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.engine.schemas import AT_ONCE
from tenants.models import Region

SUMS_AT_ONCE = 25  # whole tables are read


def waiting(what: Waiting, *, at: datetime) -> tuple[int, datetime | None]:
    """How many rows wait in all regions together, and since when the oldest does. For workers, as ``regions_with``."""
    rows = what.rows(at).order_by().values_list(F(what.since))
    found = list(_of_all(rows, "SELECT count(*), min(since) FROM ({}) AS rows (since)", at_once=AT_ONCE))
    return sum(number for number, _since in found), min((since for _number, since in found if since), default=None)


def out_of_balance(what: ZeroSum) -> int:
    """The sums' distance from zero, over all regions: so that two mistakes never cancel each other out."""
    rows = what.rows().order_by().values_list(F(what.column))
    found = _of_all(rows, "SELECT coalesce(sum(amount), 0), 0 FROM ({}) AS rows (amount)", at_once=SUMS_AT_ONCE)
    return sum(abs(int(cents)) for cents, _nothing in found)


def _of_all(rows: QuerySet[Any], each: str, *, at_once: int) -> Iterator[Sequence[Any]]:
    """A row of the answer for each served region. Quarantined ones are left out: their tables may differ."""
    text, values = rows.using("owner").query.get_compiler("owner").as_sql()
    table = rows.model._meta.db_table
    with stepping_into(None), connections["owner"].cursor() as cursor:
        served = Region.objects.with_schema().exclude(quarantined_for=code_state())
        schemas = sorted(served.values_list("schema_name", flat=True))
        for start in range(0, len(schemas), at_once):
            some = schemas[start : start + at_once]
            places = [sql.Identifier(schema, table).as_string(None) for schema in some]
            parts = [each.format(text.replace(f'"{table}"', place)) for place in places]
            cursor.execute("\nUNION ALL\n".join(parts), list(values) * len(some))
            yield from cursor.fetchall()
