from django.db import migrations

from kreislauf.append_only import append_only

# A journal balances and has two entries or more when its transaction commits; nothing written is changed or removed.
FORWARDS = """
CREATE FUNCTION ledger_balance() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  total bigint;
  lines bigint;
BEGIN
  IF TG_TABLE_NAME = 'ledger_journal' THEN
    SELECT coalesce(sum(cents), 0), count(*) INTO total, lines FROM ledger_entry WHERE journal_id = NEW.id;
  ELSE
    SELECT coalesce(sum(cents), 0), count(*) INTO total, lines FROM ledger_entry WHERE journal_id = NEW.journal_id;
  END IF;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'journal does not balance: % cents in % entries', total, lines
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_journal_balances AFTER INSERT ON ledger_journal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balance();
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balance();
"""
BACKWARDS = """
DROP TRIGGER ledger_journal_balances ON ledger_journal;
DROP TRIGGER ledger_entry_balances ON ledger_entry;
DROP FUNCTION ledger_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        append_only("ledger_journal", "ledger_entry", refuse="ledger_refuse"),
    ]
