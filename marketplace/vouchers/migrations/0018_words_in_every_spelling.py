from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION vouchers_offer_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  SELECT search_words(concat_ws(' ', NEW.title, NEW.description, b.name, b.place, b.town, c.name)),
      CASE WHEN b.approved_at IS NOT NULL AND b.closed_at IS NULL THEN b.category_id END, b.place,
      b.longitude, b.latitude
    INTO NEW.words, NEW.in_category, NEW.in_place, NEW.longitude, NEW.latitude
    FROM businesses_business b JOIN businesses_category c ON c.id = b.category_id WHERE b.id = NEW.business_id;
  RETURN NEW;
END $$;
"""
BACKWARDS = FORWARDS.replace(
    "search_words(concat_ws(' ', NEW.title, NEW.description, b.name, b.place, b.town, c.name))",
    "' ' || businesses_folded(concat_ws(' ', NEW.title, NEW.description, b.name, b.place, b.town, c.name)) || ' '",
)


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0017_orders_by_address"), ("search", "0001_fold")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
