from django.db import migrations

FORWARDS = [
    """
CREATE OR REPLACE FUNCTION businesses_business_words() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  NEW.sort_name := lower(unaccent(NEW.name));
  NEW.words := search_words(concat_ws(' ', NEW.name, NEW.description, NEW.place, NEW.town,
    array_to_string(NEW.services, ' '), (SELECT name FROM businesses_category WHERE id = NEW.category_id)));
  NEW.open_hours := businesses_open_hours(NEW.hours);
  RETURN NEW;
END $$
""",
    "DROP TRIGGER businesses_business_words ON businesses_business",
    """
CREATE TRIGGER businesses_business_words
  BEFORE INSERT OR UPDATE OF name, description, services, place, town, category_id, hours, sort_name, words, open_hours
  ON businesses_business FOR EACH ROW EXECUTE FUNCTION businesses_business_words()
""",
]
BACKWARDS = [
    "DROP TRIGGER businesses_business_words ON businesses_business",
    """
CREATE TRIGGER businesses_business_words
  BEFORE INSERT OR UPDATE OF name, description, place, town, category_id, hours, sort_name, words, open_hours
  ON businesses_business FOR EACH ROW EXECUTE FUNCTION businesses_business_words()
""",
    FORWARDS[0].replace("\n    array_to_string(NEW.services, ' '),", "\n   "),
]


class Migration(migrations.Migration):
    dependencies = [("businesses", "0019_services")]
    operations = [migrations.RunSQL([*FORWARDS], [*BACKWARDS])]
