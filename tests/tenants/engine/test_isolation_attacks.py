"""Somebody has found a hole in Kiel: what of Dortmund can they read or change, and what can they leave behind?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import close_old_connections, connection

from kreislauf.regions import stepping_into
from tenants.engine.database import base
from tests.afterwards import tidy_up
from tests.conftest import card_of, make_client
from tests.make import make_business, make_user
from tests.plugin.servers import SERVERS
from tests.tenants.engine.attacks import ATTACKS, READ, ROLE, SECRET, Attack
from tests.tenants.engine.hole import CLEAN
from tests.tenants.engine.modes import mode

MODES = ("default", pytest.param("strict", marks=pytest.mark.slow))


@pytest.fixture(scope="module", params=MODES)
def town(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Both regions with people in them, committed, as a web process finds them; in one of the two modes."""
    with django_db_blocker.unblock(), mode(request.param):
        for label, secret in (("kiel", "offen-in-kiel"), ("dortmund", SECRET)):
            with stepping_into(card_of(label)):
                make_user(email=f"{secret}@example.org", name=secret)
                make_business(name=f"Betrieb {secret}")
        yield request.param
        tidy_up()


@pytest.fixture
def ask(town: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A request as a server makes it: the connection goes back when it ends, and is the next one's."""
    monkeypatch.setitem(django_settings.URLCONFS, "region", "tests.tenants.engine.hole")

    def ask(label: str, path: str, question: dict[str, list[str]] | None = None) -> Any:
        response = make_client(card_of(label)).get(path, question or {})
        close_old_connections()
        return response.json()

    return ask


class Onlooker:
    """Sees everything of Dortmund, as somebody who may: whether a row has changed since the last look."""

    def __init__(self, admin: psycopg.Connection[Any]) -> None:
        self.admin = admin
        tables = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'r_dortmund'").fetchall()
        self.question = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM r_dortmund.{name} t"
            for (name,) in tables
        )
        self.changed()

    def changed(self) -> bool:
        before = getattr(self, "seen", None)
        # Several processes of the server may answer, each its tables, in any order.
        self.seen = dict(self.admin.execute(self.question).fetchall())  # type: ignore[call-overload]
        return bool(self.seen != before)


@pytest.fixture(scope="module")
def dortmund(town: str) -> Iterator[Onlooker]:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin, at_work_in("dortmund"):
        (seen,) = admin.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE %s", [f"%{SECRET}%"]).fetchone()
        assert seen > 0
        yield Onlooker(admin)


@contextmanager
def at_work_in(label: str) -> Iterator[None]:
    """Another process's connection, whose last statement has the secret in it."""
    with stepping_into(card_of(label)), connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        login = {key: connection.settings_dict[key.upper()] for key in ("user", "password", "host", "port")}
        (role,) = cursor.fetchone()
    with psycopg.connect(**login, dbname=SERVERS.database, autocommit=True) as other:
        other.execute(f"SET ROLE {role}")
        other.execute(f"SELECT '{SECRET}'")
        yield


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.door}: {attack.name}")
def test_an_attack_does_not_reach_dortmund_and_leaves_nothing_for_the_next_request(
    town: str, dortmund: Onlooker, ask: Callable[..., Any], attack: Attack
) -> None:
    answer = ask("kiel", f"/loch/{attack.door}/", {"q": attack.texts})
    reached = SECRET in str(answer) or dortmund.changed()
    assert reached == (attack.leaks and town == "default"), answer

    for label in ("kiel", "dortmund"):
        state = ask(label, "/zustand/")["state"]
        assert state == [f"r_{label}", f"r_{label}, public, pg_temp", *CLEAN], label


def test_what_kiel_can_still_see_is_that_dortmund_is_there(town: str, ask: Callable[..., Any]) -> None:
    """Names and rough sizes stand in PostgreSQL's own catalogue, which every role may read; see deploy/isolation.md."""
    question = (
        "SELECT relname FROM pg_class WHERE relname = 'accounts_user' AND relnamespace = 'r_dortmund'::regnamespace"
    )
    assert ask("kiel", "/loch/whole/", {"q": [question]}) == {"seen": ["[('accounts_user',)]"]}


@pytest.mark.parametrize("town", ["default"], indirect=True)
def test_without_the_scrub_something_would_be_left(
    town: str, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "SCRUB", "")
    ask("kiel", "/loch/driver/", {"q": ["SET statement_timeout = 4711", "LISTEN celery"]})
    state = ask("kiel", "/zustand/")["state"]
    monkeypatch.undo()
    close_old_connections()

    assert (state[2], state[8]) == ("4711ms", 1)


@pytest.mark.parametrize("town", ["default"], indirect=True)
def test_without_the_hardening_dortmund_would_be_read(town: str, dortmund: Onlooker, ask: Callable[..., Any]) -> None:
    right = "EXECUTE ON FUNCTION set_config(text, text, boolean)"
    dortmund.admin.execute(f"GRANT {right} TO PUBLIC")
    try:
        seen = ask("kiel", "/loch/whole/", {"q": [f"SELECT {ROLE}", READ]})["seen"]
    finally:
        dortmund.admin.execute(f"REVOKE {right} FROM PUBLIC")
    assert SECRET in str(seen)
