"""Tables in which the database only inserts rows: it refuses every UPDATE and DELETE."""

from __future__ import annotations

from django.db import migrations

_FUNCTION = """
CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_TRIGGERS = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {refuse}();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION {refuse}();
"""
_NO_TRIGGERS = """
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
"""


def append_only(*tables: str, refuse: str) -> migrations.RunSQL:
    """For a migration: from then on rows are only added. ``refuse`` names the app's function that says so."""
    forwards = "".join(_TRIGGERS.format(table=table, refuse=refuse) for table in tables)
    backwards = "".join(_NO_TRIGGERS.format(table=table) for table in tables)
    return migrations.RunSQL(_FUNCTION.format(refuse=refuse) + forwards, f"{backwards}DROP FUNCTION {refuse}();\n")
