"""Tables whose rows the database neither changes nor removes, whoever asks."""

from __future__ import annotations

from django.db import migrations

_FORWARDS = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION '{table} is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
_BACKWARDS = """
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
DROP FUNCTION {table}_refuse();
"""


def append_only(table: str) -> migrations.RunSQL:
    """For a table's migration: from then on rows are only added."""
    return migrations.RunSQL(_FORWARDS.format(table=table), _BACKWARDS.format(table=table))
