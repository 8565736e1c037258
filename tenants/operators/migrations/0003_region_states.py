from django.db import migrations

# The web's login may read no region's tables from outside. This function, the owner's, tells one thing of them.
FORWARDS = r"""
CREATE FUNCTION operators_region_states(names text[]) RETURNS TABLE (region text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  FOR region IN
    SELECT r.schema_name FROM public.tenants_region r
    WHERE r.schema_name = ANY (names) AND to_regclass(format('%I.django_migrations', r.schema_name)) IS NOT NULL
  LOOP
    EXECUTE format(
      $q$SELECT md5(coalesce(string_agg(app || '.' || name, E'\n' ORDER BY app COLLATE "C", name COLLATE "C"), ''))
         FROM %I.django_migrations$q$, region) INTO state;
    RETURN NEXT;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION operators_region_states(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operators_region_states(text[]) TO r_public;
"""


class Migration(migrations.Migration):
    dependencies = [("operators", "0002_append_only"), ("tenants", "0002_region_parent_and_set_aside")]
    operations = [migrations.RunSQL(FORWARDS, "DROP FUNCTION operators_region_states(text[])")]
