"""What may be sent to the database on behalf of a request: one statement, and of a kind that stays in its region."""

from __future__ import annotations

import re
from typing import Any

from django.db.utils import ProgrammingError

from tenants.engine.database.writes import WatchedCursor

# By the first word PostgreSQL knows what kind of statement it is; no comment stands before it. Whatever moves to
# another role or outlives the request (SET, RESET, DO, PREPARE, DECLARE, LISTEN, CREATE, …) is not in the list.
ALLOWED = re.compile(
    rb"[\s(]*(?:SELECT|INSERT|UPDATE|DELETE|WITH|VALUES|EXPLAIN|COPY"
    rb"|SAVEPOINT|RELEASE\s+SAVEPOINT|ROLLBACK\s+TO\s+SAVEPOINT|SET\s+CONSTRAINTS)\b",
    re.IGNORECASE,
)


class StatementRefused(ProgrammingError):
    """A region's code does not send such statements; somebody else wrote this one."""


class OneStatementCursor(WatchedCursor):
    """Sends every query by the extended protocol, which takes one statement only: injected text cannot stack."""

    def _execute_send(self, query: Any, **options: Any) -> None:
        if not ALLOWED.match(query.query):
            raise StatementRefused(
                "permission denied: for a region, rows are read and written, and nothing else is sent"
            )
        options["force_extended"] = True
        super()._execute_send(query, **options)
