"""One process at a time does a piece of work."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connections

from kreislauf.locks import exclusive
from tests.plugin.servers import SERVERS

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


@pytest.mark.parametrize("wait_seconds", [0, 0.05])
def test_work_that_somebody_else_has_in_hand_is_not_ours(wait_seconds: float) -> None:
    other = connections["owner"].copy()
    with exclusive("baking", on=other):
        for work, expected in [("baking", False), ("brewing", True)]:
            with exclusive(work, on=connections["owner"], wait_seconds=wait_seconds) as mine:
                assert mine is expected
    with exclusive("baking", on=connections["owner"], wait_seconds=None) as afterwards:
        assert afterwards
    other.close()


def test_a_lock_that_is_waited_for_leaves_no_timeout_behind() -> None:
    with exclusive("baking", on=connections["owner"], wait_seconds=9), connections["owner"].cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_killed_process_blocks_nobody() -> None:
    other = connections["owner"].copy()
    with exclusive("baking", on=other), psycopg.connect(SERVERS.admin_url) as killer:
        killer.execute("SELECT pg_terminate_backend(%s, 1000)", [other.connection.info.backend_pid])
        with exclusive("baking", on=connections["owner"]) as mine:
            assert mine
