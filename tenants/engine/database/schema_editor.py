"""Django's schema editor; on Citus it sends one statement to a message and one constraint to a statement.

Nothing there may wait for COMMIT: a check that fails in the commit of the server that holds the rows is reported as a
warning, and the rows are gone. So foreign keys are not deferrable.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from tenants.engine.statements import statements_of

LONGEST_NAME = 63  # bytes of a name that PostgreSQL keeps
# Migrations say so of keys that Django made deferrable; here they were made as they should be, and Citus takes no
# ALTER CONSTRAINT.
NOT_NEEDED = re.compile(r"ALTER TABLE \S+ ALTER CONSTRAINT \S+ NOT DEFERRABLE", re.IGNORECASE)


class SchemaEditor(DatabaseSchemaEditor):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.CITUS:
            self.sql_create_column_inline_fk = None  # type: ignore[assignment]
            self.sql_delete_fk = self.sql_delete_constraint  # without SET CONSTRAINTS: nothing is deferred

    def execute(self, sql: Any, params: Any = ()) -> None:
        if not settings.CITUS:
            super().execute(sql, params)
            return
        text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        for statement in statements_of(text):
            if not NOT_NEEDED.fullmatch(statement):
                super().execute(statement, None)

    def column_sql(self, model: Any, field: Any, include_default: bool = False) -> Any:
        text, params = super().column_sql(model, field, include_default)
        if settings.CITUS and include_default and text is not None:  # ADD COLUMN, not CREATE TABLE
            text = text.removesuffix(" UNIQUE")
        return text, params

    def add_field(self, model: Any, field: Any) -> None:
        if not settings.CITUS or field.column is None:
            super().add_field(model, field)
            return
        self.sql_check_constraint = ""
        try:
            super().add_field(model, field)
        finally:
            del self.sql_check_constraint
        self._add_constraints(model, field)

    def _add_constraints(self: Any, model: Any, field: Any) -> None:
        table = model._meta.db_table
        if field.unique:
            self.execute(self._create_unique_sql(model, [field], name=name_of(table, field.column, "key")), None)
        if check := field.db_parameters(connection=self.connection)["check"]:
            self.execute(self._create_check_sql(model, name_of(table, field.column, "check"), check), None)

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if settings.CITUS:
            statement.parts["deferrable"] = ""
        return statement


def name_of(table: str, column: str, kind: str) -> str:
    """The name that PostgreSQL gives a column's own constraint, so that schemas are alike however they were made."""
    room = LONGEST_NAME - len(kind) - 2
    while len(table) + len(column) > room:
        table, column = (table[:-1], column) if len(table) > len(column) else (table, column[:-1])
    return f"{table}_{column}_{kind}"
