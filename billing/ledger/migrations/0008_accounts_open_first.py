from django.db import migrations

# An account gets its number where the journal is posted, not where its row is written: an engine that spreads tables
# over servers counts numbers on each of them, and an archive brings numbers that any of them may count again. Accounts
# open in one order, so that two journals that open the same ones wait and never deadlock.
POST = """
CREATE OR REPLACE FUNCTION ledger_post(p_key text, p_at timestamptz, p_memo text, p_codes text[], p_cents bigint[])
  RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  new_id bigint;
BEGIN
  IF (SELECT count(*) FROM ledger_account WHERE code = ANY (p_codes)) < cardinality(p_codes) THEN
    INSERT INTO ledger_account (code) SELECT wanted.code FROM unnest(p_codes) AS wanted (code)
      ORDER BY wanted.code ON CONFLICT (code) DO NOTHING;
  END IF;
  INSERT INTO ledger_journal (key, at, memo, codes, cents) VALUES (p_key, p_at, p_memo, p_codes, p_cents)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO new_id;
  RETURN new_id;
END $$
"""
# For a journal that is written past ledger_post. A number that is taken, or an account that is missing, is refused:
# such a line was left out before, and the entries did not balance.
WRITE_ENTRIES = """
CREATE OR REPLACE FUNCTION ledger_write_entries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  written bigint;
BEGIN
  IF (SELECT count(*) FROM ledger_account WHERE code = ANY (NEW.codes)) < cardinality(NEW.codes) THEN
    INSERT INTO ledger_account (code) SELECT code FROM unnest(NEW.codes) AS code
      ORDER BY code ON CONFLICT (code) DO NOTHING;
  END IF;
  INSERT INTO ledger_entry (journal_id, account_id, cents)
    SELECT NEW.id, account.id, line.cents
    FROM unnest(NEW.codes, NEW.cents) WITH ORDINALITY AS line (code, cents, place)
    JOIN ledger_account account USING (code) ORDER BY line.place;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> cardinality(NEW.codes) THEN
    RAISE EXCEPTION 'a line has no account' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_no_journal_without_lines")]
    operations = [migrations.RunSQL([POST, WRITE_ENTRIES], migrations.RunSQL.noop)]
