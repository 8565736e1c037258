"""Bringing many regions to the code's state: nothing to do, and one new column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.many import MANY, grow, label
from tests.bench.measure import ms
from tests.bench.place import Place
from tests.bench.rows import Row, short

TABLE = """from django.db import migrations, models
class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))])]
"""
COLUMN = """from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("bench_column", "{before}")]
    operations = [migrations.AddField("thing", "column_{number}", models.CharField(max_length=20, default=""))]
"""


def run(place: Place) -> Iterator[Row]:
    count, few, stocks = place.size(full=300, small=6), place.size(full=30, small=4), place.size(full=10, small=2)
    runs = place.size(full=3, small=2)
    ours = [label(number) for number in range(count)]
    # Stock brings regions of its own along, so that ours is always all of its number.
    theirs = [f"r_{label(number)}" for number in range(count, count + stocks)]
    first = _columns(place, 0)
    grow(place, MANY, to=few, settings="tests.bench.variants.columns", **first)
    among_few = _stock(place, [f"r_{label(number)}" for number in range(stocks)][:few], first)
    grow(place, MANY, to=count + stocks, settings="tests.bench.variants.columns", **first)
    # A process of its own each time, as the command has.
    nothing, stock_nothing = [], []
    for _ in range(runs):
        nothing.append(_ours(place, ours, 0, first))
        stock_nothing.append(_stock(place, theirs, first))
    yield _row("fleet.nothing", nothing, stock_nothing, count, stocks, among_few=among_few, few=few)
    column, stock_column = [], []
    for number in range(1, runs + 1):
        with_column = _columns(place, number)
        stock_column.append(_stock(place, theirs, with_column))
        column.append(_ours(place, ours, count, with_column))
    yield _row("fleet.column", column, stock_column, count, stocks)


def _row(name: str, ours: list[float], stock: list[float], count: int, stocks: int, **few: float) -> Row:
    """Stock's time for all is a region's, as measured in this very database, times their number."""
    what = "nothing to do" if name == "fleet.nothing" else "one new column"
    more = {"ours_s": short(median(ours)), "stock_s for each region": short(median(stock))}
    if few:
        more[f"stock_s for each region among {few['few']:.0f}"] = short(few["among_few"])
    return Row(
        name,
        median(stock) * count / median(ours),
        f"{what} in {count} regions: django-tenants' migrate_schemas, measured on {stocks} regions in the same "
        f"database and reckoned up to {count} / ours on all {count}; wall time without the start of the process",
        len(ours),
        {**more, "ours_ms": ms(ours)},
    )


def _ours(place: Place, labels: list[str], behind: int, columns: dict[str, str]) -> float:
    with place.worker(MANY, settings="tests.bench.variants.columns", **columns) as worker:
        return worker.call("fleets:ours", labels=labels, behind=behind).wall


def _stock(place: Place, schemas: list[str], columns: dict[str, str]) -> float:
    """Seconds for each region."""
    with place.worker(MANY, settings="tests.bench.variants.stock_columns", **columns) as worker:
        return worker.call("fleets:stock", schemas=schemas).wall / len(schemas)


def _columns(place: Place, number: int) -> dict[str, str]:
    """Write migrations for a table with so many columns; what a process needs to know to find them."""
    name = f"bench_columns_{number}"
    folder = Path(place.home) / name
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text("")
    (folder / "m0000.py").write_text(TABLE)
    for each in range(1, number + 1):
        (folder / f"m{each:04}.py").write_text(COLUMN.format(before=f"m{each - 1:04}", number=each))
    return {"BENCH_MIGRATIONS": name, "PYTHONPATH": str(place.home)}
