from django.db import migrations

FORWARDS = [
    """
CREATE FUNCTION partners_body_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.words := search_words(concat_ws(' ', NEW.name, NEW.short, NEW.text_md, NEW.town));
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER partners_body_words BEFORE INSERT OR UPDATE OF name, short, text_md, town, words
  ON partners_body FOR EACH ROW EXECUTE FUNCTION partners_body_words()
""",
]
BACKWARDS = ["DROP TRIGGER partners_body_words ON partners_body", "DROP FUNCTION partners_body_words()"]


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("search", "0001_fold")]
    operations = [migrations.RunSQL([*FORWARDS], [*BACKWARDS])]
