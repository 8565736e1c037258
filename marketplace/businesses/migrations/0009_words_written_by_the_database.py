from django.db import migrations

# What lists search and sort by is written with the row itself, whoever writes it. `businesses_folded` must give the same
# for a text as for what somebody types; unaccent's rules are a part of the server, so it is immutable enough.
FORWARDS = """
CREATE FUNCTION businesses_folded(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, p_text)), '[^[:alnum:]]+', ' ', 'g'))
$$;
CREATE FUNCTION businesses_open_hours(p_hours jsonb) RETURNS smallint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT (hour % 168)::smallint), '{}')
  FROM jsonb_array_elements(CASE jsonb_typeof(p_hours) WHEN 'array' THEN p_hours ELSE '[]' END) span
  CROSS JOIN LATERAL (
    SELECT (span ->> 'day')::int * 24 AS midnight, span ->> 'from' AS opens, span ->> 'to' AS closes
  ) said
  CROSS JOIN LATERAL generate_series(
    midnight + substring(opens FROM '^[0-9]{2}')::int,
    midnight + CASE WHEN closes <= opens THEN 24 ELSE 0 END + substring(closes FROM '^[0-9]{2}')::int
      - CASE WHEN closes LIKE '%:00' THEN 1 ELSE 0 END
  ) hour
$$;
CREATE FUNCTION businesses_business_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.sort_name := lower(unaccent(NEW.name));
  NEW.words := ' ' || businesses_folded(concat_ws(' ', NEW.name, NEW.description, NEW.place, NEW.town,
    (SELECT name FROM businesses_category WHERE id = NEW.category_id))) || ' ';
  NEW.open_hours := businesses_open_hours(NEW.hours);
  RETURN NEW;
END $$;
CREATE FUNCTION businesses_category_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE businesses_business SET words = '' WHERE category_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER businesses_business_words
  BEFORE INSERT OR UPDATE OF name, description, place, town, category_id, hours, sort_name, words, open_hours
  ON businesses_business FOR EACH ROW EXECUTE FUNCTION businesses_business_words();
CREATE TRIGGER businesses_category_words AFTER UPDATE OF name ON businesses_category
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION businesses_category_words();
"""
BACKWARDS = """
DROP TRIGGER businesses_category_words ON businesses_category;
DROP TRIGGER businesses_business_words ON businesses_business;
DROP FUNCTION businesses_category_words();
DROP FUNCTION businesses_business_words();
DROP FUNCTION businesses_open_hours(jsonb);
DROP FUNCTION businesses_folded(text);
"""


class Migration(migrations.Migration):
    dependencies = [("businesses", "0008_words_and_order")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
