from django.db import migrations

# `businesses_folded` stays for the version that runs while this one is migrated: what it asks for still stands there.
FORWARDS = """
CREATE OR REPLACE FUNCTION businesses_business_words() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  NEW.sort_name := lower(unaccent(NEW.name));
  NEW.words := search_words(concat_ws(' ', NEW.name, NEW.description, NEW.place, NEW.town,
    (SELECT name FROM businesses_category WHERE id = NEW.category_id)));
  NEW.open_hours := businesses_open_hours(NEW.hours);
  RETURN NEW;
END $$;
"""
BACKWARDS = FORWARDS.replace("search_words(", "' ' || businesses_folded(").replace(
    "category_id)));", "category_id))) || ' ';"
)


class Migration(migrations.Migration):
    dependencies = [("businesses", "0016_notified_of_those_that_wait"), ("search", "0001_fold")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
