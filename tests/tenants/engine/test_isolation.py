"""A region's role reads and writes its own schema and nothing else; the database says so, not our code."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from tenants.engine.database.base import SwitchRefused
from tests.make import make_user


def test_a_region_sees_its_own_people_only(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        make_user(email="ute@kiel.example")

    with stepping_into(dortmund):
        assert list(User.objects.all()) == []
    with stepping_into(kiel):
        assert [user.email for user in User.objects.all()] == ["ute@kiel.example"]


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT * FROM r_dortmund.accounts_user",
        "INSERT INTO r_dortmund.businesses_category (name, slug, glyph, position) VALUES ('x', 'x', 'x', 0)",
        "SELECT * FROM public.tenants_region",
        "SELECT * FROM public.operators_operator",
        "SELECT 1; SET ROLE r_dortmund",
        "SELECT set_config('role', 'r_dortmund', false)",
        "SELECT query_to_xml('SELECT * FROM r_dortmund.accounts_user', true, true, '')",
        "SELECT table_to_xml('r_dortmund.accounts_user', true, true, '')",
        "SELECT nextval('r_dortmund.accounts_user_id_seq')",
        "UPDATE pg_settings SET setting = 'r_dortmund' WHERE name = 'role'",
        "UPDATE audit_entry SET title = 'nothing happened'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_journal CASCADE",
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE accounts_user (id int)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    ],
)
def test_a_statement_run_in_kiel_does_not_reach_further(in_kiel: RegionCard, attack: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_the_login_itself_may_read_nothing(kiel: RegionCard) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolinherit, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = session_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT current_user <> session_user")
        assert cursor.fetchone() == (True,)


def test_a_region_without_a_role_is_not_entered_and_no_query_runs(kiel: RegionCard) -> None:
    class Nowhere:
        schema_name = "r_gibtsnicht"

    with stepping_into(Nowhere()), pytest.raises(SwitchRefused):
        User.objects.count()


def test_a_rollback_inside_another_region_leads_back_into_the_right_one(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        make_user(email="ute@kiel.example")
        with transaction.atomic(), stepping_into(dortmund):
            make_user(email="karl@dortmund.example")
            transaction.set_rollback(True)
        assert [user.email for user in User.objects.all()] == ["ute@kiel.example"]
    with stepping_into(dortmund):
        assert User.objects.count() == 0
