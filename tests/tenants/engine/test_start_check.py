"""What is dangerous about the database is named before anybody is served."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from tenants.engine.start_check import findings
from tests.kreislauf.processes.running import until
from tests.plugin.servers import SERVERS
from tests.tenants.engine.pooler import pooler

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def found() -> list[tuple[str, bool]]:
    return [(one.sentence, one.stops) for one in findings("web")]


def test_our_own_database_is_as_it_should_be() -> None:
    assert found() == []


def test_a_superuser_is_no_login_for_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = urlsplit(SERVERS.admin_url)
    monkeypatch.setitem(connection.settings_dict, "USER", admin.username)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", admin.password)

    assert ("the login is a superuser: no region would be kept from another", True) in found()


def test_clocks_that_differ_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr("tenants.engine.start_check.time.time", lambda: real() - 20)

    assert found() == [("this machine's is 20 seconds behind the database's", False)]


def test_a_database_that_was_not_hardened_is_named() -> None:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute("GRANT EXECUTE ON FUNCTION set_config(text, text, boolean) TO PUBLIC")
        try:
            ((sentence, stops),) = found()
        finally:
            admin.execute("REVOKE EXECUTE ON FUNCTION set_config(text, text, boolean) FROM PUBLIC")
    assert (sentence.split(":")[0], stops) == ("a superuser has not run tenants/engine/harden.sql", False)


def test_a_pool_by_transaction_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pooler(os.environ["DATABASE_URL"], mode="transaction", servers=3) as port:
        monkeypatch.setitem(connection.settings_dict, "PORT", str(port))
        assert [stops for sentence, stops in found() if "pool_mode = session" in sentence] == [True]


@pytest.mark.parametrize("switch", ["CITUS", "STRICT_ISOLATION"])
def test_a_server_that_lets_regions_in_without_a_password_is_named(switch: str, settings: Settings) -> None:
    setattr(settings, switch, True)
    told = ("it lets regions' roles in without a password: see pg_hba.conf in deploy/scale.md", False)

    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin, admin.cursor() as cursor:
        cursor.execute("SHOW hba_file")
        rules = Path(cursor.fetchall()[0][0])
        before = rules.read_text()
        cursor.execute("ALTER ROLE r_public LOGIN")
        assert told not in found()
        try:
            rules.write_text(f"host all r_public 127.0.0.1/32 trust\n{before}")
            cursor.execute("SELECT pg_reload_conf()")
            until(lambda: told in found())
        finally:
            rules.write_text(before)
            cursor.execute("SELECT pg_reload_conf()")
            cursor.execute("ALTER ROLE r_public NOLOGIN")


def test_switches_that_nobody_has_run_together_are_named(settings: Settings) -> None:
    settings.STRICT_ISOLATION = True
    assert found() == []

    settings.CITUS = True
    assert found() == [("it was never tried together with KREISLAUF_STRICT_ISOLATION: see deploy/scale.md", False)]


def test_a_database_that_is_down_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")

    ((sentence, stops),) = found()
    assert sentence.startswith("the database cannot be asked: ")
    assert not stops
