from django.db import migrations

# One way to write a journal: of Python's post(), and of functions that move something and book it in one go. Null where
# the key is written already. Two at once wait for each other here, and the second finds the first one's. Accounts open
# with their first line, in one order, so that two journals that open the same ones wait and never deadlock.
FORWARDS = """
CREATE FUNCTION ledger_post(p_key text, p_at timestamptz, p_memo text, p_codes text[], p_cents bigint[])
  RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  new_id bigint;
BEGIN
  INSERT INTO ledger_journal (key, at, memo) VALUES (p_key, p_at, p_memo)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO new_id;
  IF new_id IS NULL THEN
    RETURN NULL;
  END IF;
  IF (SELECT count(*) FROM ledger_account WHERE code = ANY (p_codes)) < cardinality(p_codes) THEN
    INSERT INTO ledger_account (code) SELECT code FROM unnest(p_codes) AS code ORDER BY code ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO ledger_entry (journal_id, account_id, cents)
    SELECT new_id, account.id, line.cents
    FROM unnest(p_codes, p_cents) AS line (code, cents) JOIN ledger_account account USING (code);
  RETURN new_id;
END $$;
"""
BACKWARDS = "DROP FUNCTION ledger_post(text, timestamptz, text, text[], bigint[]);"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_held_by_the_database")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
