"""Who has written rows, and when that holds: with each commit, the region's kept pages are void."""

from __future__ import annotations

import re
from typing import Any

from django.db.backends.postgresql import base as django_base
from django_tenants.postgresql_backend import base as tenants_base
from psycopg.pq import TransactionStatus

from kreislauf import regions
from kreislauf.page_cache import content_changed

# What leaves every row as it is. A WITH may hold an INSERT, so it counts as writing: once too often harms nobody.
READS = re.compile(
    rb"[\s(]*(?:SELECT|VALUES|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|SET|RESET|SHOW|BEGIN|COMMIT)\b", re.IGNORECASE
)


class WatchedCursor(django_base.Cursor):
    """Notes on its connection in which schemas it has written."""

    connection: Any  # mypy knows the older driver's cursor only

    def _execute_send(self, query: Any, **options: Any) -> None:
        if not READS.match(query.query):
            written_of(self.connection).add(regions.current_schema())
        super()._execute_send(query, **options)  # type: ignore[misc]

    def execute(self, *args: Any, **options: Any) -> Any:
        result = super().execute(*args, **options)  # type: ignore[misc]
        connection = self.connection
        if connection.pgconn.transaction_status == TransactionStatus.IDLE:  # it stood alone, and holds already
            tell_written(connection)
        return result


class WatchedWrapper(tenants_base.DatabaseWrapper):
    """The database wrapper whose commits are told."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params["cursor_factory"] = WatchedCursor
        return params

    def commit(self) -> None:
        super().commit()
        if self.connection is not None:
            tell_written(self.connection)

    def rollback(self) -> None:
        super().rollback()
        if self.connection is not None:
            written_of(self.connection).clear()


def written_of(connection: Any) -> set[str]:
    """The schemas that this connection has written in since its last commit."""
    written: set[str] = connection.__dict__.setdefault("kreislauf_written", set())
    return written


def tell_written(connection: Any) -> None:
    written = written_of(connection)
    while written:
        content_changed(written.pop())
