"""The strict mode: each region's role logs in by itself, and nobody becomes another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connection, connections, transaction
from django.test import override_settings

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from tenants.engine import roles
from tenants.engine.database.password import password_of
from tenants.engine.database.strict.base import DatabaseWrapper
from tests.plugin.servers import SERVERS
from tests.tenants.engine.modes import mode

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.fixture
def both(kiel: RegionCard, dortmund: RegionCard) -> Iterator[tuple[RegionCard, RegionCard]]:
    with mode("strict"):
        assert isinstance(connections["default"], DatabaseWrapper)
        yield kiel, dortmund


def ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def pid(card: RegionCard) -> int:
    with stepping_into(card):
        return int(ask("SELECT pg_backend_pid()"))


def test_each_region_is_logged_in_as_itself_and_keeps_its_connection(both: tuple[RegionCard, RegionCard]) -> None:
    kiel, dortmund = both
    for card, name in ((kiel, "r_kiel"), (dortmund, "r_dortmund"), (None, "r_public")):
        with stepping_into(card):
            assert ask("SELECT session_user || ' ' || current_user") == f"{name} {name}"
    before = pid(kiel)
    assert before != pid(dortmund)
    close_old_connections()
    assert pid(kiel) == before


def test_the_common_login_becomes_nobody(both: tuple[RegionCard, RegionCard]) -> None:
    login = connection.settings_dict["USER"] and connections.settings["default"]
    with psycopg.connect(
        user=login["USER"], password=login["PASSWORD"], host=login["HOST"], port=login["PORT"], dbname=SERVERS.database
    ) as app:
        for role in ("r_kiel", "r_dortmund", "r_public"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
                app.execute(f"SET ROLE {role}")


def test_so_many_are_kept_and_the_one_that_rested_longest_is_closed(
    both: tuple[RegionCard, RegionCard], settings: Any
) -> None:
    kiel, dortmund = both
    settings.STRICT_CONNECTIONS = 1
    before = pid(kiel)
    assert pid(kiel) == before
    pid(dortmund)
    assert pid(kiel) != before
    with stepping_into(kiel), transaction.atomic():
        within = pid(kiel)
        pid(dortmund)
        assert pid(kiel) == within


def test_each_region_has_a_transaction_of_its_own(both: tuple[RegionCard, RegionCard]) -> None:
    kiel, dortmund = both
    with suppress(ZeroDivisionError), stepping_into(kiel), transaction.atomic():
        User.objects.create(email="ute@kiel.example")
        with stepping_into(dortmund), transaction.atomic():
            User.objects.create(email="karl@dortmund.example")
        raise ZeroDivisionError
    with stepping_into(kiel):
        assert User.objects.count() == 0
    with stepping_into(dortmund):
        assert User.objects.count() == 1


def test_another_key_takes_effect_when_the_roles_are_made_again(both: tuple[RegionCard, RegionCard]) -> None:
    before = password_of("r_kiel")
    with override_settings(REGION_PASSWORD_KEY="the next one"):
        roles.create("r_kiel")
        assert password_of("r_kiel") != before
        connection.close()
        login = {"host": connection.settings_dict["HOST"], "port": connection.settings_dict["PORT"], "user": "r_kiel"}
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(**login, dbname=SERVERS.database, password=before)
        psycopg.connect(**login, dbname=SERVERS.database, password=password_of("r_kiel")).close()


def test_without_a_key_there_is_no_password(settings: Any) -> None:
    settings.REGION_PASSWORD_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="KREISLAUF_REGION_PASSWORD_KEY"):
        password_of("r_kiel")


def test_back_in_the_default_mode_no_region_logs_in(kiel: RegionCard) -> None:
    with mode("strict"):
        """There and back."""
    with psycopg.connect(SERVERS.admin_url) as admin:
        found = admin.execute("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'r_kiel'").fetchone()
    assert found == (False, None)
    with stepping_into(kiel):
        assert ask("SELECT current_user::text") == "r_kiel"
