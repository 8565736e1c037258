"""With the switch for Citus, on a server that refuses what Citus refuses: the same tables, nothing waits for COMMIT."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction
from pytest_django import Settings

from kreislauf.regions import SchemaRef, stepping_into
from tenants.engine import roles, template
from tenants.engine.database.schema_editor import name_of
from tenants.engine.migrate import migrate_schema
from tenants.fleet.migrate import migrate_fleet
from tests.plugin.citus_refusals import refuse_as_citus_does, refuse_no_more
from tests.plugin.servers import SERVERS
from tests.tenants.engine.shape import shape_of
from tests.tenants.fleet.conftest import make_fleet
from tests.tenants.fleet.tomorrow import COLUMN, OTHER_CATEGORY, PLAIN_INDEX, ROWS, TABLE, Tomorrow

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]

# Columns with a constraint of their own each, which Django writes into ADD COLUMN; then the same taken away.
CONSTRAINTS = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.AddField("business", "seats", models.PositiveIntegerField(null=True)),
        migrations.AddField("business", "number", models.CharField(max_length=20, null=True, unique=True)),
        migrations.AddField("business", "twin", models.OneToOneField(
            "businesses.Business", models.SET_NULL, null=True, related_name="+")),
        migrations.AddField("business", "other", models.ForeignKey(
            "businesses.Category", models.SET_NULL, null=True, related_name="+")),
    ]
"""
FEWER = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.AlterField("business", "other", models.ForeignKey(
            "businesses.Category", models.SET_NULL, null=True, related_name="+", db_constraint=False)),
        migrations.AlterField("business", "seats", models.IntegerField(default=0)),
    ]
"""


@pytest.fixture
def citus(transactional_db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Like a cluster, with a template of its own, so that the other tests' stays as it is."""
    settings.CITUS = True
    monkeypatch.setattr(template, "TEMPLATE", "r_citus_vorlage")
    template.template_script.cache_clear()
    refuse_as_citus_does(SERVERS.admin_url)
    yield
    refuse_no_more(SERVERS.admin_url)
    template.template_script.cache_clear()


def shape(schema: str) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, schema)


def deferrable(schema: str) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE condeferrable AND connamespace = %(schema)s::regnamespace"
            " UNION ALL SELECT tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE g.tgdeferrable"
            " AND c.relnamespace = %(schema)s::regnamespace",
            {"schema": schema},
        )
        return [name for (name,) in cursor.fetchall()]


def test_regions_are_made_and_migrated_and_nothing_of_them_waits_for_commit(citus: None, tmp_path: Path) -> None:
    plain = [line.replace(" DEFERRABLE INITIALLY DEFERRED", "") for line in shape("r_kiel")]

    first, *others = regions = make_fleet(3)  # by the template, which Django has migrated
    for schema in ("r_citus_vorlage", first.schema_name):
        assert shape(schema) == plain
        assert deferrable(schema) == []

    steps = {"_0901": COLUMN, "_0902": ROWS, "_0903": TABLE, "_0904": CONSTRAINTS, "_0905": FEWER}
    with Tomorrow(tmp_path, **steps, _0906=OTHER_CATEGORY, _0907=PLAIN_INDEX):
        result = migrate_fleet(regions, by="Robin")
        assert (result.failed, len(result.done)) == ({}, 3)
        migrate_schema("r_citus_vorlage")
        assert [shape(region.schema_name) for region in regions] == [shape("r_citus_vorlage")] * 3
        assert deferrable(others[0].schema_name) == []
        roles.drop("r_citus_vorlage")


def test_the_server_of_these_tests_refuses_what_citus_refuses(citus: None) -> None:
    refused = [
        "ALTER TABLE t ADD CONSTRAINT a CHECK (n > 0), ADD CONSTRAINT b CHECK (n > 1)",
        "ALTER TABLE t ADD COLUMN m integer CHECK (m > 0)",
        "ALTER TABLE t ADD COLUMN m integer UNIQUE",
        "ALTER TABLE t ADD COLUMN m integer REFERENCES t (n)",
        "ALTER TABLE t ADD CONSTRAINT a FOREIGN KEY (n) REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED",
        "ALTER TABLE t ADD CONSTRAINT a CHECK (n > 0); SELECT 1",
    ]
    roles.create("r_probe")
    with stepping_into(SchemaRef("r_probe")), connections["owner"].cursor() as cursor:
        cursor.execute("CREATE SCHEMA r_probe")
        cursor.execute("CREATE TABLE t (n integer PRIMARY KEY)")
        for statement in refused:
            with pytest.raises(DatabaseError, match=r"multiple commands|unsupported|waits for COMMIT"):
                cursor.execute(statement)
        cursor.execute("ALTER TABLE t ADD CONSTRAINT a FOREIGN KEY (n) REFERENCES t (n) NOT DEFERRABLE")
        with pytest.raises(DatabaseError, match="unsupported"):
            cursor.execute("ALTER TABLE t ALTER CONSTRAINT a DEFERRABLE")
    roles.drop("r_probe")


@pytest.mark.parametrize(
    ("table", "column", "kind", "name"),
    [
        ("businesses_business", "seats", "check", "businesses_business_seats_check"),
        ("t" * 60, "number", "key", "t" * 52 + "_number_key"),
        ("t" * 40, "c" * 40, "check", "t" * 28 + "_" + "c" * 28 + "_check"),
    ],
)
def test_a_constraint_is_called_as_postgresql_would_call_it(table: str, column: str, kind: str, name: str) -> None:
    sort = "UNIQUE" if kind == "key" else f"CHECK ({column} > 0)"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE public.{table} ({column} integer {sort})")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(%s) AND contype IN ('c', 'u')",
            [f"public.{table}"],
        )
        assert cursor.fetchall() == [(name,)]
        cursor.execute(f"DROP TABLE public.{table}")
    assert name_of(table, column, kind) == name
