"""Tables in which the database only inserts rows, or lets nobody change what their rows say."""

from __future__ import annotations

from django.db import migrations

_FUNCTION = """
CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
# Compared as text, so that a column of any type is looked at: a NULL and an empty text are both empty.
_FIXED = """
CREATE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  before jsonb;
  after jsonb;
  name text;
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  before := to_jsonb(OLD);
  after := to_jsonb(NEW);
  FOR name IN SELECT jsonb_object_keys(before) LOOP
    CONTINUE WHEN coalesce(before ->> name, '') = coalesce(after ->> name, '');
    CONTINUE WHEN coalesce(before ->> name, '') = '' AND name = ANY (string_to_array(TG_ARGV[0], ','));
    CONTINUE WHEN coalesce(after ->> name, '') = '' AND name = ANY (string_to_array(TG_ARGV[1], ','));
    RAISE EXCEPTION '% of % stays as it is', name, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END LOOP;
  RETURN NEW;
END $$;
"""
_FIXED_TRIGGERS = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {refuse}('{once}', '{emptied}');
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION {refuse}();
"""
_NOT_FIXED = """
DROP TRIGGER {table}_fixed ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
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


def fixed(tables: dict[str, tuple[str, str]], *, refuse: str) -> migrations.RunSQL:
    """For a migration: from then on no row is deleted, and none says something else than before.

    Of each table: the columns that are filled in once, and those that may be emptied, both with commas between.
    """
    forwards = "".join(
        _FIXED_TRIGGERS.format(table=table, refuse=refuse, once=once, emptied=emptied)
        for table, (once, emptied) in tables.items()
    )
    backwards = "".join(_NOT_FIXED.format(table=table) for table in tables)
    return migrations.RunSQL(_FIXED.format(refuse=refuse) + forwards, f"{backwards}DROP FUNCTION {refuse}();\n")
