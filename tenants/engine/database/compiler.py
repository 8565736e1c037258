"""Django's writers of SQL; on Citus, rows are inserted as VALUES.

``INSERT … SELECT FROM unnest(…)``, Django's way for several rows, goes through the coordinator's COPY there, and what a
table refuses comes back without its SQLSTATE and without the constraint's name: no ``IntegrityError``.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLUpdateCompiler,
)

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    def assemble_as_sql(self, fields: Any, value_rows: Any) -> Any:
        if settings.CITUS:
            return super(compiler.SQLInsertCompiler, self).assemble_as_sql(fields, value_rows)
        return super().assemble_as_sql(fields, value_rows)
