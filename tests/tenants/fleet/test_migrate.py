"""The fleet follows the code: recorded on one region, replayed on the others, nothing half done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction

from kreislauf.regions import stepping_into
from marketplace.businesses.models import Business
from tenants.fleet.migrate import migrate_fleet
from tenants.fleet.models import Outcome, Run
from tenants.models import Region
from tests.make import make_category
from tests.tenants.engine.shape import shape_of
from tests.tenants.fleet.conftest import Fleet
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, OTHER_CATEGORY, PLAIN_INDEX, ROWS, TABLE, Tomorrow

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


def shape(region: Region) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, region.schema_name)


def ask(region: Region, question: str) -> list[Any]:
    """As the region itself, with its role's rights."""
    with stepping_into(region.card()), connections["default"].cursor() as cursor:
        cursor.execute(question)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def names(regions: list[Region]) -> list[str]:
    return sorted(region.label for region in regions)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_replayed_region_is_object_by_object_a_migrated_one(fleet: Fleet, tmp_path: Path, workers: int) -> None:
    *followers, plain = fleet(5)
    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS, _0903=TABLE, _0904=INDEX):
        result = migrate_fleet(followers, by="Robin", workers=workers)
        with stepping_into(plain.card()):
            call_command(Migrate(), database="owner", interactive=False, verbosity=0)

    assert names(result.done) == ["ort-a", "ort-b", "ort-c", "ort-d"]
    for region in followers:
        # Rights to the new table are given by us; Django's own command knows of none.
        assert [line for line in shape(region) if "businesses_bench" not in line or "grant" not in line] == shape(plain)
        done = "SELECT name FROM django_migrations WHERE app = 'businesses' AND name LIKE '09%' ORDER BY name"
        assert ask(region, done) == ["0901", "0902", "0903", "0904"]


def test_a_data_migration_sees_each_regions_own_rows(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(3)

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS):
        migrate_fleet(regions, by="Robin")

    assert [ask(region, "SELECT motto FROM businesses_business") for region in regions] == [
        ["Bäckerei ort-a ist da"],
        ["Bäckerei ort-b ist da"],
        ["Bäckerei ort-c ist da"],
    ]


def test_an_index_follows_sql_that_has_changed_rows(fleet: Fleet, tmp_path: Path) -> None:
    """Both share a transaction, and the changed reference must have been checked by then."""
    regions = fleet(2)
    for region in regions:
        with stepping_into(region.card()):
            make_category(name="Gaststätten")

    with Tomorrow(tmp_path, _0901=OTHER_CATEGORY, _0902=PLAIN_INDEX):
        result = migrate_fleet(regions, by="Robin")

    assert (names(result.done), result.failed) == (["ort-a", "ort-b"], {})


def test_the_region_may_use_a_new_table_and_finds_its_permissions(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(3)

    with Tomorrow(tmp_path, _0901=TABLE):
        migrate_fleet(regions, by="Robin")

    for region in regions:
        ask(region, "INSERT INTO businesses_bench (business_id, seats) SELECT id, 3 FROM businesses_business")
        assert ask(region, "SELECT seats FROM businesses_bench") == [3]
    everybodys = [
        ask(
            region,
            "SELECT p.id || ' ' || p.codename || ' ' || t.id FROM auth_permission p"
            " JOIN django_content_type t ON t.id = p.content_type_id WHERE t.model = 'bench' ORDER BY p.id",
        )
        for region in regions
    ]
    assert len(everybodys[0]) == 4
    assert everybodys[0] == everybodys[1] == everybodys[2]


def test_nobody_behind_asks_two_questions_and_leaves_no_run(fleet: Fleet, django_assert_num_queries: Any) -> None:
    regions = fleet(3)

    with django_assert_num_queries(2, connection=connections["owner"]):
        assert migrate_fleet(regions, by="Robin").done == []
    assert list(Run.objects.all()) == []


def test_a_run_is_written_down_with_how_each_region_came_out(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(3)

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS):
        migrate_fleet(regions, by="Robin")

    run = Run.objects.get()
    assert (run.by, run.total, run.ended_at is not None) == ("Robin", 3, True)
    assert sorted(Outcome.objects.values_list("region__label", "migrations", "error")) == [
        ("ort-a", 2, ""),
        ("ort-b", 2, ""),
        ("ort-c", 2, ""),
    ]


def test_an_id_taken_in_one_region_is_no_reason_to_fail(fleet: Fleet, tmp_path: Path) -> None:
    first, odd = fleet(2)
    with stepping_into(odd.card()), connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('of_old', 'thing')")

    with Tomorrow(tmp_path, _0901=TABLE):
        result = migrate_fleet([first, odd], by="Robin")

    assert names(result.done) == ["ort-a", "ort-b"]
    assert shape(first) == shape(odd)


def test_a_region_ahead_of_the_code_is_left_alone(fleet: Fleet, tmp_path: Path) -> None:
    ahead, other = fleet(2)
    with Tomorrow(tmp_path, _0901=COLUMN):
        migrate_fleet([ahead], by="Robin")

    result = migrate_fleet([ahead, other], by="Robin")

    assert (names(result.ahead), result.done, result.failed) == (["ort-a"], [], {})
    with stepping_into(ahead.card()):
        assert Business.objects.count() == 1  # today's code goes on with tomorrow's column
