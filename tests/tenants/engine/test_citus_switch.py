"""What the switch for Citus changes, looked at on a plain server."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from billing.ledger.models import Account
from kreislauf.demo.logins import harden
from kreislauf.regions import RegionCard, SchemaRef, stepping_into
from marketplace.vouchers.till.redeem import redeem
from tenants.archive.self_references import self_references_last
from tenants.engine import citus, roles
from tests.make import NOON, make_voucher
from tests.plugin.servers import SERVERS

pytestmark = pytest.mark.skipif(bool(SERVERS.cluster_url), reason="for a server without Citus")
databases = pytest.mark.django_db(databases=["default", "owner"])
committed = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def role(name: str) -> tuple[bool, bool]:
    """Whether it may log in, and whether it has a password."""
    with psycopg.connect(SERVERS.admin_url) as admin:
        found = admin.execute("SELECT rolcanlogin, rolpassword IS NOT NULL FROM pg_authid WHERE rolname = %s", [name])
        ((may_log_in, password),) = found.fetchall()
    return may_log_in, password


@committed
def test_the_coordinator_logs_in_as_the_region_s_role_and_nobody_with_a_password(settings: Settings) -> None:
    settings.CITUS = True
    roles.create("r_probe")
    assert role("r_probe") == (True, False)

    settings.CITUS = False
    roles.create("r_probe")
    assert role("r_probe") == (False, False)

    settings.CITUS = True
    roles.create("r_probe")
    assert role("r_probe") == (True, False)
    settings.CITUS = False
    roles.drop("r_probe")


@databases
@pytest.mark.parametrize(
    "question",
    [
        # On a server of a cluster, a table is called ledger_journal_102121.
        (
            "SELECT proname FROM pg_proc WHERE pronamespace = 'r_kiel'::regnamespace"
            r" AND prosrc ~* 'TG_(TABLE_|REL)NAME\s*(=|<>|IN\M)'"
        ),
        (
            "SELECT tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
            " WHERE c.relnamespace = 'r_kiel'::regnamespace AND g.tgdeferrable AND NOT g.tgisinternal"
        ),
    ],
    ids=["asks its table's name", "waits for COMMIT"],
)
def test_no_trigger_of_a_region_is_one_that_a_cluster_would_not_obey(db: None, question: str) -> None:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchall() == []


# The field with the constraint's name stays empty, and the name bears the shard's number.
AS_CITUS_SAYS = """
CREATE FUNCTION r_kiel.as_citus_says() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM r_kiel.vouchers_redemption WHERE voucher_id = NEW.voucher_id AND key = NEW.key) THEN
    RAISE unique_violation USING MESSAGE = '{}';
  END IF;
  RETURN NEW;
END $$"""
TRIGGER = """
CREATE TRIGGER as_citus_says BEFORE INSERT ON r_kiel.vouchers_redemption
  FOR EACH ROW EXECUTE FUNCTION r_kiel.as_citus_says()"""


@pytest.fixture(
    params=[
        'duplicate key value violates unique constraint "redemption_once_102130"',
        "doppelter Schlüsselwert verletzt Unique-Constraint »redemption_once_102130«",
    ]
)
def on_a_shard(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """A unique key is broken as on a server of a cluster, by way of its coordinator."""
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute(AS_CITUS_SAYS.format(request.param))
        admin.execute(TRIGGER)
        yield
        admin.execute("DROP FUNCTION r_kiel.as_citus_says CASCADE")


@committed
def test_the_same_tap_is_known_by_what_a_cluster_says_of_its_key(on_a_shard: None, in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)
    tap = {"by": voucher.business, "actor": "Jan", "amount_cents": 1250, "at": NOON, "key": "tap-1"}

    first = redeem(voucher.code, **tap)

    assert redeem(voucher.code, **tap) == first
    voucher.refresh_from_db()
    assert voucher.left_cents == 3750


def rows_of_a_chain(cursor: object, *rows: tuple[int, int | None]) -> None:
    for row in rows:
        cursor.execute("INSERT INTO chain (id, next_id) VALUES (%s, %s)", row)  # type: ignore[attr-defined]


@databases
def test_rows_are_loaded_before_those_of_their_own_table_that_they_name(in_kiel: RegionCard) -> None:
    owner = connections["owner"]
    with stepping_into(SchemaRef("r_kiel")), transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("CREATE TABLE chain (id bigint PRIMARY KEY, next_id bigint REFERENCES chain NOT DEFERRABLE)")
        with self_references_last(cursor, "r_kiel"):
            rows_of_a_chain(cursor, (1, 2), (2, None))

        with pytest.raises(IntegrityError), transaction.atomic(using="owner"):  # the key is there again
            rows_of_a_chain(cursor, (3, 4))
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(using="owner"),
            self_references_last(cursor, "r_kiel"),
        ):
            rows_of_a_chain(cursor, (5, 6))
        transaction.set_rollback(True, using="owner")


@databases
def test_several_rows_are_refused_with_the_constraint_s_name(in_kiel: RegionCard, settings: Settings) -> None:
    """Citus' COPY, which takes what is inserted out of a SELECT, tells neither the SQLSTATE nor a name."""
    settings.CITUS = True
    with CaptureQueriesContext(connection) as queries:
        Account.objects.bulk_create([Account(code="a"), Account(code="b")])

    assert ["UNNEST" in query["sql"].upper() for query in queries] == [False]
    assert set(Account.objects.values_list("code", flat=True)) == {"a", "b"}


@databases
def test_a_switch_that_does_not_fit_the_database_is_named(settings: Settings) -> None:
    settings.CITUS = False
    assert citus.problems() == []

    settings.CITUS = True

    assert citus.problems() == [
        "KREISLAUF_CITUS=1 is set, but the database has no Citus: all regions stay on this server."
    ]


# What Citus has, as everybody may call and read it: two that run a text, one that it calls itself, and a view.
PARTS = {
    "FUNCTION pg_catalog.run_command_on_workers(text)": " RETURNS text LANGUAGE sql AS 'SELECT $1'",
    "FUNCTION pg_catalog.alter_role_if_exists(text, text)": " RETURNS text LANGUAGE sql AS 'SELECT $2'",
    "FUNCTION pg_catalog.citus_table_is_visible(oid)": " RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "PROCEDURE pg_catalog.drop_old_time_partitions(text)": " LANGUAGE sql AS 'SELECT 1'",
    "VIEW pg_catalog.citus_tables": " AS SELECT 1 AS size",
}
EXTENSION = """
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
SELECT 99999, 'citus', 10, 'pg_catalog'::regnamespace, false, '0'"""


@pytest.fixture
def parts_of_citus(db: None) -> Iterator[None]:
    """An extension of this name, in a server that has none."""
    with psycopg.connect(SERVERS.admin_url, autocommit=True, options="-c allow_system_table_mods=on") as admin:
        admin.execute(EXTENSION)
        for name, rest in PARTS.items():
            admin.execute(f"CREATE {name}{rest}")
            admin.execute(f"ALTER EXTENSION citus ADD {name}")
        admin.execute("GRANT SELECT ON pg_catalog.citus_tables TO PUBLIC")
        yield
        admin.execute("DROP EXTENSION citus")


@databases
def test_hardening_leaves_everybody_only_what_the_cluster_itself_calls(parts_of_citus: None) -> None:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:

        def rights(login: str) -> list[bool]:
            may = []
            for part in PARTS:
                kind, _, name = part.partition(" ")
                sort, right = ("table", "SELECT") if kind == "VIEW" else ("function", "EXECUTE")
                ((yes,),) = admin.execute(f"SELECT has_{sort}_privilege(%s, %s, %s)", [login, name, right]).fetchall()
                may.append(yes)
            return may

        assert rights("r_kiel") == [True] * 5

        harden(SERVERS.admin_url)

        assert rights("r_kiel") == [False, False, True, False, False]
        assert rights(SERVERS.owner) == [False, True, True, True, True]
