import django.contrib.postgres.fields
from django.db import migrations, models

# Nothing of this waits for COMMIT: an engine that spreads its tables over servers may lose what is refused there.
# One statement to an element, so that such an engine can send them one by one.

# Whether the lines sum to zero and name each account once. Numeric sums cannot overflow.
BALANCES = """
CREATE FUNCTION ledger_balances(codes text[], cents bigint[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN (SELECT sum(line.cents) = 0 AND count(DISTINCT line.code) = count(*)
    FROM unnest(codes, cents) AS line (code, cents));
END $$
"""
CONSTRAINTS = (
    """
ALTER TABLE ledger_journal ADD CONSTRAINT journal_has_whole_lines CHECK (
  array_ndims(codes) = 1 AND array_ndims(cents) = 1 AND cardinality(codes) = cardinality(cents)
  AND cardinality(codes) >= 2 AND array_position(codes, NULL) IS NULL AND array_position(cents, NULL) IS NULL
  AND 0 <> ALL (cents))
""",
    "ALTER TABLE ledger_journal ADD CONSTRAINT journal_balances CHECK (ledger_balances(codes, cents))",
)
# The journal's entries, in the order of its lines. Accounts open with their first line, in one order, so that two
# journals that open the same ones wait and never deadlock.
WRITE_ENTRIES = """
CREATE FUNCTION ledger_write_entries() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (SELECT count(*) FROM ledger_account WHERE code = ANY (NEW.codes)) < cardinality(NEW.codes) THEN
    INSERT INTO ledger_account (code) SELECT code FROM unnest(NEW.codes) AS code ORDER BY code ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO ledger_entry (journal_id, account_id, cents)
    SELECT NEW.id, account.id, line.cents
    FROM unnest(NEW.codes, NEW.cents) WITH ORDINALITY AS line (code, cents, place)
    JOIN ledger_account account USING (code) ORDER BY line.place;
  RETURN NULL;
END $$
"""
OWN_ENTRIES = """
CREATE TRIGGER ledger_journal_writes_entries AFTER INSERT ON ledger_journal
  FOR EACH ROW EXECUTE FUNCTION ledger_write_entries()
"""
REFUSE_ENTRY = """
CREATE FUNCTION ledger_refuse_entry() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'entries are written by their journal' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
# Depth 0: the statement comes from outside, not from the journal's trigger.
NO_OTHER_ENTRIES = """
CREATE TRIGGER ledger_entry_by_journal BEFORE INSERT ON ledger_entry
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse_entry()
"""
# The same name and arguments as before: code that runs, and functions that move something and book it, go on.
POST = """
CREATE OR REPLACE FUNCTION ledger_post(p_key text, p_at timestamptz, p_memo text, p_codes text[], p_cents bigint[])
  RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  new_id bigint;
BEGIN
  INSERT INTO ledger_journal (key, at, memo, codes, cents) VALUES (p_key, p_at, p_memo, p_codes, p_cents)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO new_id;
  RETURN new_id;
END $$
"""
# Only until the next two migrations have run: journals from before get their lines, and nothing else of them changes.
LINES_ONCE = """
CREATE TRIGGER ledger_journal_append_only BEFORE UPDATE ON ledger_journal FOR EACH ROW
  WHEN (OLD.codes IS NOT NULL OR OLD.cents IS NOT NULL
    OR (OLD.id, OLD.key, OLD.at, OLD.memo) IS DISTINCT FROM (NEW.id, NEW.key, NEW.at, NEW.memo))
  EXECUTE FUNCTION ledger_refuse()
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_lists_of_any_length")]
    operations = [
        migrations.AddField(
            "journal",
            "codes",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=80), null=True),
        ),
        migrations.AddField(
            "journal",
            "cents",
            django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), null=True),
        ),
        migrations.RunSQL(
            [
                BALANCES,
                *CONSTRAINTS,
                WRITE_ENTRIES,
                "DROP TRIGGER ledger_journal_balances ON ledger_journal",
                "DROP TRIGGER ledger_entry_balances ON ledger_entry",
                "DROP FUNCTION ledger_balance()",
                POST,
                OWN_ENTRIES,
                REFUSE_ENTRY,
                NO_OTHER_ENTRIES,
                "DROP TRIGGER ledger_journal_append_only ON ledger_journal",
                LINES_ONCE,
            ],
        ),
    ]
