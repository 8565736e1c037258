"""deploy/scale.md and the README say how much one region is: a fresh one is weighed, so that the numbers stay true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code_version import code_state
from tenants.engine.statements import statements_of
from tenants.engine.template import make_schema, template_script

ROOT = Path(__file__).resolve().parents[3]
SCALE, README = (ROOT / name for name in ("deploy/scale.md", "README.md"))
NEAR = 0.05  # a table more changes no plan; ten do
COUNTS = """
SELECT count(*) FILTER (WHERE relkind = 'r'), count(*) FILTER (WHERE relkind = 'i'),
  count(*) FILTER (WHERE relkind = 'S'),
  (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'r_neustadt'::regnamespace)
FROM pg_class WHERE relnamespace = 'r_neustadt'::regnamespace
"""
# A table's files and bytes include those of what is too long for a row (TOAST), and its indexes.
WEIGHT = """
WITH mine AS (SELECT oid FROM pg_class WHERE relnamespace = 'r_neustadt'::regnamespace AND relkind = 'r'),
  parts AS (SELECT oid, relfilenode, reltoastrelid FROM pg_class WHERE relnamespace = 'r_neustadt'::regnamespace
    UNION SELECT toast.oid, toast.relfilenode, 0 FROM pg_class toast
      JOIN pg_class owner ON owner.reltoastrelid = toast.oid JOIN mine ON mine.oid = owner.oid
    UNION SELECT index.oid, index.relfilenode, 0 FROM pg_class index JOIN pg_index ON indexrelid = index.oid
      JOIN pg_class owner ON owner.reltoastrelid = indrelid JOIN mine ON mine.oid = owner.oid)
SELECT (SELECT sum(pg_total_relation_size(oid)) FROM mine), (SELECT count(*) FROM parts WHERE relfilenode <> 0)
"""


@pytest.fixture
def catalogue_rows(transactional_db: None) -> Iterator[dict[str, int]]:
    """How many rows of PostgreSQL's own tables came with a new region."""
    template_script.cache_clear()
    before = _catalogue()
    make_schema("r_neustadt")
    yield {table: number - before[table] for table, number in _catalogue().items() if number != before[table]}
    roles.drop("r_neustadt")


def ask(question: str) -> list[tuple[int, ...]]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _catalogue() -> dict[str, int]:
    tables = [name for (name,) in ask("SELECT relname FROM pg_class WHERE relnamespace = 11 AND relkind = 'r'")]
    with stepping_into(None), connections["owner"].cursor() as cursor:
        found = {}
        for name in tables:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f"pg_catalog.{name}"])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT count(*) FROM pg_catalog.{name}")
                found[name] = cursor.fetchone()[0]
    return found


def _said(label: str) -> list[float]:
    """The numbers of one region in the line of scale.md's table that begins so."""
    line = re.search(rf"^\| {re.escape(label)}[^|]*\|([^|]*)\|", SCALE.read_text(), re.MULTILINE)
    assert line is not None, label
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", line[1])]


def _holds(label: str, *found: float) -> None:
    said = _said(label)
    near = len(said) == len(found) and all(abs(a - b) <= NEAR * b for a, b in zip(said, found, strict=True))
    assert near, f"deploy/scale.md, “{label}”: {said}, of a fresh region {found}"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_scale_md_says_of_a_region_is_what_a_fresh_one_has(catalogue_rows: dict[str, int]) -> None:
    (tables, *others), (size, files) = ask(COUNTS)[0], ask(WEIGHT)[0]
    script = template_script(code_state())

    _holds("tables, indexes, sequences, foreign keys", tables, *others)
    _holds("rows of the catalogue", sum(catalogue_rows.values()))
    _holds("bytes of its tables and indexes, empty", int(size) / 1e6)
    _holds("files", files)
    _holds("the script that makes it", len(statements_of(script)), len(script.encode()) / 1000)
    found = re.search(r"Each region brings (?:some )?(\d+) tables", README.read_text())
    assert found is not None
    assert abs(int(found[1]) - tables) <= NEAR * tables, tables


def test_the_columns_for_many_regions_are_the_one_region_times_so_many() -> None:
    table = SCALE.read_text().partition("| one region is |")[2].partition("\n\n")[0]
    times = {"million": 1e6, "GB": 1e9, "MB": 1e6, "": 1}
    checked = 0
    for line in table.splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")][1:4]
        amounts = [re.match(r"([\d,.]+) ?(million|GB|MB)?\b", cell) for cell in cells]
        values = [float(one[1].replace(",", "")) * times[one[2] or ""] for one in amounts if one]
        if len(values) == 3:
            assert [round(many / values[0], -2) for many in values[1:]] == [1000, 10_000], line
            checked += 1
    assert checked >= 4
