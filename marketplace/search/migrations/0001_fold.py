from django.db import migrations

# search_folded is `marketplace.search.fold.folded`. It needs neither unaccent's rules nor a locale, so that two servers
# fold alike. search_words writes each word as often as people may spell it: ä as ae, as a, and a typed ae as a; and
# „E-Bike“ as one word, too. A question then asks for one spelling.
FORWARDS = r"""
CREATE FUNCTION search_folded(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(regexp_replace(
    replace(replace(replace(translate(normalize(
      replace(replace(replace(replace(replace(
        lower(translate(normalize(p_text, NFKC), 'ÄÖÜØẞŁĐÐĦŦÆŒÞ', 'äöüøßłđðħŧæœþ')),
        'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'), 'ø', 'oe'),
      NFKD), 'łđðħŧıς', 'lddhtiσ'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    '[\u0300-\u036f]+', '', 'g'),
    '[^a-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe'
      || '\U00010000-\U0001efff\U00020000-\U000323af]+', ' ', 'g'))
$$;
CREATE FUNCTION search_words(p_text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
  SET search_path FROM CURRENT AS $$
DECLARE
  v_text text := normalize(coalesce(p_text, ''), NFC);
  v_folded text;
BEGIN
  IF v_text ~ '[-''’‐‑]' THEN
    v_text := v_text || ' ' || regexp_replace(v_text, '[-''’‐‑]', '', 'g');
  END IF;
  v_folded := search_folded(v_text);
  RETURN (
    SELECT ' ' || coalesce(string_agg(DISTINCT word, ' '), '') || ' '
    FROM unnest(string_to_array(concat_ws(' ',
      v_folded,
      search_folded(translate(v_text, 'äöüøÄÖÜØ', 'aouoAOUO')),
      regexp_replace(regexp_replace(v_folded, '([ao])e', '\1', 'g'), '(?<![aeq])ue', 'u', 'g')
    ), ' ')) word WHERE word <> ''
  );
END $$;
"""
BACKWARDS = "DROP FUNCTION search_words(text); DROP FUNCTION search_folded(text);"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
