import django.contrib.postgres.indexes
from django.db import migrations, models

FORWARDS = """
CREATE FUNCTION notices_notice_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.words := search_words(concat_ws(' ', NEW.title, NEW.text));
  RETURN NEW;
END $$;
CREATE TRIGGER notices_notice_words BEFORE INSERT OR UPDATE OF title, text, words ON notices_notice
  FOR EACH ROW EXECUTE FUNCTION notices_notice_words();
"""
BACKWARDS = """
DROP TRIGGER notices_notice_words ON notices_notice;
DROP FUNCTION notices_notice_words();
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("search", "0001_fold")]
    operations = [
        migrations.AddField("notice", "words", models.TextField(db_default="", editable=False)),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.AddIndex(
            "notice",
            django.contrib.postgres.indexes.GinIndex(fields=["words"], name="notice_words", opclasses=["gin_trgm_ops"]),
        ),
    ]
