"""Whatever a column can hold comes back as it was: also kinds that no table of ours has yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from kreislauf.regions import stepping_into
from tenants.archive.load_rows import _fill
from tenants.archive.tables import lines_of, tables_of
from tests.tenants.archive.sold import make_region

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]

TABLE = """
CREATE TABLE r_husum.probe (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, raw bytea, told jsonb NOT NULL,
  exact numeric, real double precision, words text[], at timestamptz, day date, span interval, twice bigint
  GENERATED ALWAYS AS (id * 2) STORED, "a ""b" text)"""
ROWS = r"""
INSERT INTO r_husum.probe (raw, told, exact, real, words, at, day, span, "a ""b") VALUES
  ('\x00ff5c0a'::bytea || repeat('x', 100)::bytea, 'null', 12345678901234567890.123456789, 0.1 + 0.2,
   ARRAY['a', NULL, '"', E'\\', 'ä,{}'], '2026-03-29 02:30:00.123456+02', '0044-03-15 BC', '1 mon 2 days 3.5 s',
   E'Zeile\n\t"\\ \u0001 🍵 \u2028'),
  (NULL, '{"a": [1, 1.0, 1e400, "\ud83c\udf75"]}', 'NaN', 1e-300, '{}', NULL, NULL, NULL, NULL)"""


class Lines:
    """What ``load_rows`` asks an archive for."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def lines(self, table: str) -> Iterator[str]:
        yield from self._lines


def test_values_of_every_kind_come_back(kiel: Any) -> None:
    make_region("husum")
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(ROWS)
        cursor.execute("SELECT t::text FROM r_husum.probe t ORDER BY id")
        before = cursor.fetchall()
        table = next(table for table in tables_of(cursor, "r_husum") if table.name == "probe")
        lines = [line.decode() for line in lines_of(cursor, table, schema="r_husum")]
        cursor.execute("DELETE FROM r_husum.probe")

        _fill(cursor, Lines(lines), table, schema="r_husum")  # type: ignore[arg-type]

        cursor.execute("SELECT t::text FROM r_husum.probe t ORDER BY id")
        assert cursor.fetchall() == before
    assert [line.count("\n") for line in lines] == [0, 0]
