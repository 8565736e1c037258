"""A cursor that sends a single statement at a time, and only kinds that cannot leave the region."""

from __future__ import annotations

import re
from typing import Any

from django.db.backends.postgresql import base as django_base
from django.db.utils import ProgrammingError

# The kind of a statement is its first word; no comment is allowed before it. Statements that change the role or outlive
# the request (SET, RESET, DO, PREPARE, DECLARE, LISTEN, CREATE, …) are not listed.
ALLOWED = re.compile(
    rb"[\s(]*(?:SELECT|INSERT|UPDATE|DELETE|WITH|VALUES|EXPLAIN|COPY"
    rb"|SAVEPOINT|RELEASE\s+SAVEPOINT|ROLLBACK\s+TO\s+SAVEPOINT|SET\s+CONSTRAINTS)\b",
    re.IGNORECASE,
)


class StatementRefused(ProgrammingError):
    """A region's code never sends such a statement; it was injected."""


class OneStatementCursor(django_base.Cursor):
    """Uses the extended protocol, which takes one statement only, so that injected SQL cannot add another."""

    def _execute_send(self, query: Any, **options: Any) -> None:
        if not ALLOWED.match(query.query):
            raise StatementRefused(
                "permission denied: for a region, rows are read and written, and nothing else is sent"
            )
        options["force_extended"] = True
        super()._execute_send(query, **options)  # type: ignore[misc]
