"""A region made from the template is, object by object, a region that was migrated."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction

from kreislauf.accounts.models import User
from kreislauf.locks import lock_number
from kreislauf.regions import RegionCard, SchemaRef, stepping_into
from tenants.engine import roles, template
from tenants.engine.code_version import code_state
from tenants.engine.script import script_of
from tenants.engine.template import CloneFailed, TemplateBusy, make_schema, template_script
from tests.plugin.servers import SERVERS
from tests.tenants.engine.shape import shape_of

databases = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def clone(transactional_db: None) -> Iterator[str]:
    template_script.cache_clear()
    make_schema("r_neustadt")
    yield "r_neustadt"
    roles.drop("r_neustadt")


def shape(schema: str) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, schema)


def ask(question: str) -> list[tuple[Any, ...]]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def rows(schema: str) -> list[list[tuple[Any, ...]]]:
    """What a region starts with: the tables that are not empty."""
    return [
        ask(f"SELECT app, name FROM {schema}.django_migrations ORDER BY app, name"),
        ask(f"SELECT id, app_label, model FROM {schema}.django_content_type ORDER BY id"),
        ask(f"SELECT id, content_type_id, codename, name FROM {schema}.auth_permission ORDER BY id"),
    ]


@databases
def test_a_clone_has_every_object_of_a_migrated_schema_and_no_other(clone: str) -> None:
    assert shape(clone) == shape("r_kiel")


@databases
def test_a_clone_knows_its_migrations_and_counts_on_from_there(clone: str) -> None:
    assert rows(clone) == rows("r_kiel")
    for table in ("django_migrations", "django_content_type", "auth_permission"):
        ((last,),) = ask(f"SELECT max(id) FROM {clone}.{table}")
        assert ask(f"SELECT nextval('{clone}.{table}_id_seq')") == [(last + 1,)]


@databases
def test_a_clone_makes_the_script_that_it_was_made_from(clone: str) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        assert script_of(cursor, clone) == script_of(cursor, "r_vorlage")


@databases
def test_nothing_in_the_catalogue_still_bears_the_name_of_what_it_was_made_from(clone: str) -> None:
    assert "r_vorlage" not in "\n".join(shape(clone))


@databases
def test_a_clone_can_be_lived_in(clone: str) -> None:
    with stepping_into(SchemaRef(clone)):
        User.objects.create_user("ute@example.org", "sieben-zwerge")
        assert User.objects.count() == 1
    assert ask("SELECT count(*) FROM r_vorlage.accounts_user") == [(0,)]


@databases
def test_people_and_secrets_that_stray_into_the_template_stay_there() -> None:
    template_script.cache_clear()
    make_schema("r_neustadt")
    with stepping_into(SchemaRef("r_vorlage")):
        User.objects.using("owner").create(email="ute@example.org", password="geheim", role="administrator")
    try:
        template_script.cache_clear()
        make_schema("r_altstadt")

        filled = [
            table
            for (table,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'r_altstadt' ORDER BY 1")
            if ask(f"SELECT EXISTS (SELECT FROM r_altstadt.{table})") == [(True,)]
        ]
        assert filled == ["auth_permission", "django_content_type", "django_migrations"]
        assert "ute@example.org" not in template_script(code_state())
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM r_vorlage.accounts_user")
        for schema in ("r_neustadt", "r_altstadt"):
            roles.drop(schema)


DAMAGE = [
    "DROP INDEX r_kiel.{index}",
    "ALTER TABLE r_kiel.businesses_business DROP CONSTRAINT {foreign_key}",
    (
        "ALTER TABLE r_kiel.businesses_business DROP CONSTRAINT {foreign_key}, ADD CONSTRAINT {foreign_key}"
        " FOREIGN KEY (category_id) REFERENCES r_dortmund.businesses_category (id) DEFERRABLE INITIALLY DEFERRED"
    ),
    "ALTER TABLE r_kiel.vouchers_voucher DROP CONSTRAINT voucher_left_within_value",
    "ALTER TABLE r_kiel.businesses_category ALTER position SET DEFAULT 7",
    "ALTER TABLE r_kiel.businesses_category ALTER name DROP NOT NULL",
    "ALTER TABLE r_kiel.businesses_category ALTER glyph TYPE text",
    "ALTER TABLE r_kiel.businesses_category ALTER id SET GENERATED ALWAYS",
    "ALTER TABLE r_kiel.businesses_category ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE r_kiel.businesses_category SET (fillfactor = 50)",
    "ALTER SEQUENCE r_kiel.businesses_category_id_seq INCREMENT 2",
    "ALTER SEQUENCE r_kiel.businesses_category_id_seq CACHE 5",
    "DROP TRIGGER ledger_entry_append_only ON r_kiel.ledger_entry",
    "ALTER TABLE r_kiel.ledger_entry DISABLE TRIGGER ledger_entry_append_only",
    "ALTER FUNCTION r_kiel.ledger_refuse() SET search_path = r_dortmund, public, pg_temp",
    "CREATE OR REPLACE FUNCTION r_kiel.ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "REVOKE EXECUTE ON FUNCTION r_kiel.ledger_refuse() FROM PUBLIC",
    "COMMENT ON TABLE r_kiel.ledger_entry IS 'other'",
    "COMMENT ON COLUMN r_kiel.ledger_entry.id IS 'other'",
    "REVOKE INSERT ON r_kiel.ledger_entry FROM r_kiel",
    "GRANT UPDATE ON r_kiel.ledger_entry TO r_kiel",
    "GRANT SELECT ON r_kiel.ledger_entry TO r_dortmund",
    "GRANT SELECT (id) ON r_kiel.ledger_entry TO r_dortmund",
    "GRANT CREATE ON SCHEMA r_kiel TO r_kiel",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA r_kiel GRANT SELECT ON TABLES TO r_dortmund",
    "CREATE TYPE r_kiel.mood AS ENUM ('happy')",
    "CREATE VIEW r_kiel.everybody AS SELECT id FROM r_kiel.accounts_user",
]


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_the_comparison_notices(kiel: RegionCard, damage: str) -> None:
    whole = shape("r_kiel")
    ((foreign_key,),) = ask(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'r_kiel.businesses_business'::regclass"
        " AND confrelid = 'r_kiel.businesses_category'::regclass"
    )
    ((index,),) = ask(
        "SELECT min(indexname) FROM pg_indexes WHERE schemaname = 'r_kiel' AND tablename = 'audit_entry'"
        " AND indexdef LIKE 'CREATE INDEX%'"
    )

    with connections["owner"].cursor() as cursor:
        cursor.execute(damage.format(foreign_key=foreign_key, index=index))

    assert shape("r_kiel") != whole


@databases
def test_a_schema_that_exists_is_not_made_again_and_not_touched(clone: str) -> None:
    with stepping_into(SchemaRef(clone)):
        User.objects.create_user("ute@example.org", "sieben-zwerge")
    with pytest.raises(CloneFailed):
        make_schema(clone)
    with stepping_into(SchemaRef(clone)):
        assert User.objects.count() == 1


@databases
def test_two_regions_are_made_at_once_and_neither_refuses_the_other() -> None:
    template_script(code_state())
    problems: list[Exception] = []

    def make(schema: str) -> None:
        try:
            make_schema(schema)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=make, args=(schema,)) for schema in ("r_neustadt", "r_altstadt")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for schema in ("r_neustadt", "r_altstadt"):
        roles.drop(schema)
    assert problems == []


@databases
def test_while_another_process_builds_the_template_one_waits_and_then_goes_on() -> None:
    template_script(code_state())
    template_script.cache_clear()
    made = Event()

    def make() -> None:
        make_schema("r_neustadt")
        made.set()
        connections.close_all()

    with psycopg.connect(SERVERS.admin_url, autocommit=True) as builder:
        builder.execute("SELECT pg_advisory_lock(%s)", [lock_number(template.LOCK)])
        thread = Thread(target=make)
        thread.start()
        assert not made.wait(0.5)
    thread.join(30)

    assert made.is_set()
    roles.drop("r_neustadt")


@databases
def test_one_who_has_waited_long_enough_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "LOCK_TIMEOUT_SECONDS", 1)
    template_script.cache_clear()
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as builder:
        builder.execute("SELECT pg_advisory_lock(%s)", [lock_number(template.LOCK)])
        with pytest.raises(TemplateBusy):
            make_schema("r_neustadt")

    assert ask("SELECT nspname FROM pg_namespace WHERE nspname = 'r_neustadt'") == []
    assert ask("SELECT rolname FROM pg_roles WHERE rolname = 'r_neustadt'") == []
    make_schema("r_neustadt")
    roles.drop("r_neustadt")


@databases
def test_a_schema_and_its_role_come_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    template_script(code_state())

    def fail(schema: str) -> str:
        raise RuntimeError("Der Strom ist weg")

    monkeypatch.setattr(roles, "grants", fail)
    with pytest.raises(RuntimeError):
        make_schema("r_neustadt")

    assert ask("SELECT nspname FROM pg_namespace WHERE nspname = 'r_neustadt'") == []
    assert ask("SELECT rolname FROM pg_roles WHERE rolname = 'r_neustadt'") == []
