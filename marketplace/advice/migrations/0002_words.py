from typing import Any

from django.db import migrations

# What lists search is written with the row itself, whoever writes it; see marketplace.search. An article is found by
# its partner's name, too.
FORWARDS: list[Any] = [
    """
CREATE FUNCTION advice_article_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.words := search_words(concat_ws(' ', NEW.title, NEW.lead, NEW.text_md, NEW.amount, NEW.who, NEW.authority,
    (SELECT string_agg(concat_ws(' ', step ->> 'title', step ->> 'text'), ' ')
       FROM jsonb_array_elements(NEW.steps) AS step),
    (SELECT concat_ws(' ', name, short) FROM partners_body WHERE id = NEW.body_id)));
  RETURN NEW;
END $$
""",
    """
CREATE FUNCTION advice_body_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE advice_article SET words = '' WHERE body_id = NEW.id;
  RETURN NULL;
END $$
""",
    """
CREATE TRIGGER advice_article_words
  BEFORE INSERT OR UPDATE OF title, lead, text_md, amount, who, authority, steps, body_id, words
  ON advice_article FOR EACH ROW EXECUTE FUNCTION advice_article_words()
""",
    """
CREATE TRIGGER advice_body_words AFTER UPDATE OF name, short ON partners_body
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.short IS DISTINCT FROM NEW.short)
  EXECUTE FUNCTION advice_body_words()
""",
]
BACKWARDS: list[Any] = [
    "DROP TRIGGER advice_body_words ON partners_body",
    "DROP TRIGGER advice_article_words ON advice_article",
    "DROP FUNCTION advice_body_words()",
    "DROP FUNCTION advice_article_words()",
]


class Migration(migrations.Migration):
    dependencies = [("advice", "0001_initial"), ("search", "0001_fold")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
