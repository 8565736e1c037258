"""Views with a hole in them: what somebody sends becomes part of a statement, or all of it."""

from __future__ import annotations

import psycopg
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from kreislauf.permissions import Audience, allow

# What a clean connection looks like to the request that gets it.
STATE = """
SELECT current_user::text, current_setting('search_path'), current_setting('statement_timeout'),
       current_setting('lock_timeout'), current_setting('TimeZone'), current_setting('session_replication_role'),
       (SELECT count(*) FROM pg_cursors WHERE is_holdable), (SELECT count(*) FROM pg_prepared_statements),
       (SELECT count(*) FROM pg_listening_channels()),
       (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()),
       (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
"""
CLEAN = ["0", "0", "UTC", "origin", 0, 0, 0, 0, 0]


@allow(Audience.ANYONE)
def hole(request: HttpRequest, door: str) -> HttpResponse:
    """Several holes in one request: each text is tried, errors are shown as a careless page would show them."""
    return JsonResponse({"seen": [_try(door, text) for text in request.GET.getlist("q")]})


def _try(door: str, text: str) -> str:
    statement = f"SELECT name FROM businesses_business WHERE name = '{text}'" if door == "value" else text
    try:
        with connection.cursor() as cursor:
            if door == "driver":
                cursor.execute("SELECT 1")
                return _past_our_cursor(text)
            cursor.execute(statement)
            return str(cursor.fetchall() if cursor.description else [])
    except (Error, psycopg.Error) as problem:
        return f"{type(problem).__name__}: {problem}"


def _past_our_cursor(text: str) -> str:
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(text)
        return str(cursor.fetchall() if cursor.description else [])


@allow(Audience.ANYONE)
def state(request: HttpRequest) -> HttpResponse:
    """What the request before has left on the connection."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return JsonResponse({"state": list(cursor.fetchone())})


urlpatterns = [path("loch/<str:door>/", hole), path("zustand/", state)]
