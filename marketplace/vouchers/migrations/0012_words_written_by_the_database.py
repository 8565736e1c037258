from django.db import migrations

# The condition is a chain of ORs because PostgreSQL writes that out as it was read: a clone is compared by its text.
# An offer is found by its own words and by those of its business, and where its business is; both change with it.
FORWARDS = """
CREATE FUNCTION vouchers_offer_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT ' ' || businesses_folded(concat_ws(' ', NEW.title, NEW.description, b.name, b.place, b.town, c.name)) || ' ',
      CASE WHEN b.approved_at IS NOT NULL AND b.closed_at IS NULL THEN b.category_id END, b.place,
      b.longitude, b.latitude
    INTO NEW.words, NEW.in_category, NEW.in_place, NEW.longitude, NEW.latitude
    FROM businesses_business b JOIN businesses_category c ON c.id = b.category_id WHERE b.id = NEW.business_id;
  RETURN NEW;
END $$;
CREATE FUNCTION vouchers_business_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE vouchers_offer SET words = '' WHERE business_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER vouchers_offer_words BEFORE INSERT
  OR UPDATE OF title, description, business_id, words, in_category, in_place, longitude, latitude ON vouchers_offer FOR EACH ROW EXECUTE FUNCTION vouchers_offer_words();
CREATE TRIGGER vouchers_business_words AFTER UPDATE ON businesses_business
  FOR EACH ROW WHEN (
    OLD.words IS DISTINCT FROM NEW.words
    OR OLD.category_id IS DISTINCT FROM NEW.category_id
    OR OLD.place IS DISTINCT FROM NEW.place
    OR OLD.longitude IS DISTINCT FROM NEW.longitude
    OR OLD.latitude IS DISTINCT FROM NEW.latitude
    OR (OLD.approved_at IS NULL) IS DISTINCT FROM (NEW.approved_at IS NULL)
    OR (OLD.closed_at IS NULL) IS DISTINCT FROM (NEW.closed_at IS NULL)
  ) EXECUTE FUNCTION vouchers_business_words();
"""
BACKWARDS = """
DROP TRIGGER vouchers_business_words ON businesses_business;
DROP TRIGGER vouchers_offer_words ON vouchers_offer;
DROP FUNCTION vouchers_business_words();
DROP FUNCTION vouchers_offer_words();
"""


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0011_words_and_pin"), ("businesses", "0009_words_written_by_the_database")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
