from django.db import migrations

FORWARDS = """
CREATE FUNCTION operators_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'deeds are only ever added' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER operators_deed_append_only BEFORE UPDATE OR DELETE ON operators_deed
  FOR EACH ROW EXECUTE FUNCTION operators_refuse();
CREATE TRIGGER operators_deed_no_truncate BEFORE TRUNCATE ON operators_deed
  FOR EACH STATEMENT EXECUTE FUNCTION operators_refuse();
"""
BACKWARDS = """
DROP TRIGGER operators_deed_append_only ON operators_deed;
DROP TRIGGER operators_deed_no_truncate ON operators_deed;
DROP FUNCTION operators_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("operators", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
