import django.contrib.postgres.fields
from django.db import migrations, models

# As before the lines of old journals were filled in, and accounts with them: an entry names its account by number, a
# journal by code. References are looked at by the statement, like everything else of the ledger.
GUARDS = (
    "DROP TRIGGER ledger_journal_append_only ON ledger_journal",
    """
CREATE TRIGGER ledger_journal_append_only BEFORE UPDATE OR DELETE ON ledger_journal
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
""",
    """
CREATE TRIGGER ledger_account_append_only BEFORE UPDATE OR DELETE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse()
""",
    """
CREATE TRIGGER ledger_account_no_truncate BEFORE TRUNCATE ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
""",
    "ALTER TABLE ledger_entry ALTER CONSTRAINT ledger_entry_account_id_e9f5e345_fk_ledger_account_id NOT DEFERRABLE",
    "ALTER TABLE ledger_entry ALTER CONSTRAINT ledger_entry_journal_id_a0887d66_fk_ledger_journal_id NOT DEFERRABLE",
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_lines_of_old_journals")]
    operations = [
        migrations.AlterField(
            "journal", "codes", django.contrib.postgres.fields.ArrayField(models.CharField(max_length=80))
        ),
        migrations.AlterField("journal", "cents", django.contrib.postgres.fields.ArrayField(models.BigIntegerField())),
        migrations.RunSQL(list(GUARDS)),
    ]
