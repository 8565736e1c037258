from django.db import migrations

# What lists search, and where a campaign's business is, is written with the row itself; see marketplace.search.
FORWARDS = """
CREATE FUNCTION campaigns_campaign_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT search_words(concat_ws(' ', NEW.title, NEW.lead, NEW.text_md, b.name, b.place, b.town, c.name)),
      CASE WHEN b.approved_at IS NOT NULL AND b.closed_at IS NULL THEN b.category_id END, b.place,
      b.longitude, b.latitude
    INTO NEW.words, NEW.in_category, NEW.in_place, NEW.longitude, NEW.latitude
    FROM businesses_business b JOIN businesses_category c ON c.id = b.category_id WHERE b.id = NEW.business_id;
  RETURN NEW;
END $$;
CREATE FUNCTION campaigns_business_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE campaigns_campaign SET words = '' WHERE business_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER campaigns_campaign_words BEFORE INSERT
  OR UPDATE OF title, lead, text_md, business_id, words, in_category, in_place, longitude, latitude
  ON campaigns_campaign FOR EACH ROW EXECUTE FUNCTION campaigns_campaign_words();
CREATE TRIGGER campaigns_business_words AFTER UPDATE ON businesses_business
  FOR EACH ROW WHEN (
    OLD.words IS DISTINCT FROM NEW.words
    OR OLD.category_id IS DISTINCT FROM NEW.category_id
    OR OLD.place IS DISTINCT FROM NEW.place
    OR OLD.longitude IS DISTINCT FROM NEW.longitude
    OR OLD.latitude IS DISTINCT FROM NEW.latitude
    OR (OLD.approved_at IS NULL) IS DISTINCT FROM (NEW.approved_at IS NULL)
    OR (OLD.closed_at IS NULL) IS DISTINCT FROM (NEW.closed_at IS NULL)
  ) EXECUTE FUNCTION campaigns_business_words();
"""
BACKWARDS = """
DROP TRIGGER campaigns_business_words ON businesses_business;
DROP TRIGGER campaigns_campaign_words ON campaigns_campaign;
DROP FUNCTION campaigns_business_words();
DROP FUNCTION campaigns_campaign_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("search", "0001_fold"),
        ("businesses", "0009_words_written_by_the_database"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
