"""Entering a region sets the time zone; nothing else may have to."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from kreislauf.regions import RegionCard, stepping_into
from tests.plugin.servers import SERVERS


@pytest.mark.django_db(transaction=True)
def test_a_connection_opened_anew_works_whatever_the_servers_own_time_zone_is(kiel: RegionCard) -> None:
    database = sql.Identifier(SERVERS.database)
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} SET TimeZone = 'America/Lima'").format(database))
    try:
        connection.close()
        with stepping_into(kiel), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('TimeZone')")
            assert cursor.fetchone() == ("UTC",)
    finally:
        with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("ALTER DATABASE {} RESET TimeZone").format(database))
        connection.close()
