from django.db import migrations

# What lists search is written with the row itself, whoever writes it; see marketplace.search.
FORWARDS = """
CREATE FUNCTION meetings_meeting_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.words := search_words(concat_ws(' ', NEW.title, NEW.lead, NEW.text_md, NEW.place_name, NEW.town,
    (SELECT string_agg(concat_ws(' ', one ->> 'name', one ->> 'role'), ' ')
       FROM jsonb_array_elements(NEW.experts) AS one)));
  RETURN NEW;
END $$;
CREATE TRIGGER meetings_meeting_words
  BEFORE INSERT OR UPDATE OF title, lead, text_md, place_name, town, experts, words
  ON meetings_meeting FOR EACH ROW EXECUTE FUNCTION meetings_meeting_words();
"""
BACKWARDS = """
DROP TRIGGER meetings_meeting_words ON meetings_meeting;
DROP FUNCTION meetings_meeting_words();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("search", "0001_fold")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
