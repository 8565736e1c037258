"""Making a region: stock `migrate` into an empty schema, django-tenants' clone, our template."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place
from tests.bench.rows import Row

DATABASE = "bench_provision"
STOCK = "tests.bench.variants.stock"
BOTH = "all apps of this project, wall time, regions made before stay"


def run(place: Place) -> Iterator[Row]:
    runs = place.size(full=3, small=1)
    place.make_database(DATABASE)
    number = count(1)
    with (
        place.worker(DATABASE) as ours,
        place.worker(DATABASE, settings=STOCK) as stock,
        # Their clone needs set_config, which our hardening takes from everybody but the superuser.
        place.worker(DATABASE, settings=STOCK, DATABASE_OWNER_URL=place.admin_url(DATABASE)) as super_stock,
    ):
        ours.call("regions:prepare")

        def migrated() -> float:
            return stock.call("making:migrate", schema=f"r_bench_{next(number)}").wall

        def cloned() -> float:
            return super_stock.call("making:clone", schema=f"r_bench_{next(number)}").wall

        def from_template() -> float:
            return ours.call("making:from_template", schema=f"r_bench_{next(number)}").wall

        # Both sides come with their processes warm: the first region of a process pays for imports.
        from_template()
        seen = in_turns({"ours": from_template, "clone": cloned, "stock": migrated}, runs=runs)
        many = seen["ours"] + [from_template() for _ in range(6)]
        tables = ours.call("making:tables").result
        yield Row(
            "provision.template",
            ratio_of_medians(seen["stock"], many),
            f"django-tenants' migrate_schemas into a new schema ({runs} regions) / our clone of the template "
            f"({len(many)} regions); {tables} tables, {BOTH}",
            runs,
            {"ours_ms": ms(many), "stock_ms": ms(seen["stock"])},
        )
        yield Row(
            "provision.clone_schema",
            ratio_of_medians(seen["clone"], many),
            f"django-tenants' clone_schema of our template ({runs} regions) / our clone ({len(many)}); "
            "theirs without roles and grants, which ours includes",
            runs,
            {"ours_ms": ms(many), "clone_ms": ms(seen["clone"])},
        )
