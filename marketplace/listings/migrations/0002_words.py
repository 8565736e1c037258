from django.db import migrations

# What lists search is written with the row itself, whoever writes it; see marketplace.search.
FORWARDS = """
CREATE FUNCTION listings_listing_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.words := search_words(concat_ws(' ', NEW.title, NEW.body, NEW.place, NEW.postcode,
    (SELECT name FROM listings_category WHERE id = NEW.category_id)));
  RETURN NEW;
END $$;
CREATE FUNCTION listings_category_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE listings_listing SET words = '' WHERE category_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER listings_listing_words BEFORE INSERT OR UPDATE OF title, body, place, postcode, category_id, words
  ON listings_listing FOR EACH ROW EXECUTE FUNCTION listings_listing_words();
CREATE TRIGGER listings_category_words AFTER UPDATE OF name ON listings_category
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION listings_category_words();
"""
BACKWARDS = """
DROP TRIGGER listings_category_words ON listings_category;
DROP TRIGGER listings_listing_words ON listings_listing;
DROP FUNCTION listings_category_words();
DROP FUNCTION listings_listing_words();
"""


class Migration(migrations.Migration):
    dependencies = [("listings", "0001_initial"), ("search", "0001_fold")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
