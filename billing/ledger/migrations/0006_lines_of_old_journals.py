from django.apps.registry import Apps
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AT_ONCE = 5_000
LINES = """
UPDATE ledger_journal SET codes = lines.codes, cents = lines.cents
FROM (
  SELECT entry.journal_id, array_agg(account.code ORDER BY entry.id) AS codes,
    array_agg(entry.cents ORDER BY entry.id) AS cents
  FROM ledger_entry entry JOIN ledger_account account ON account.id = entry.account_id
  WHERE entry.journal_id > %(above)s AND entry.journal_id <= %(last)s GROUP BY entry.journal_id
) lines
WHERE ledger_journal.id = lines.journal_id AND ledger_journal.codes IS NULL
"""


def lines_of_old_journals(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """In short transactions, so that tills go on meanwhile; stopped half-way, it goes on where it was."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id) - 1, 0), coalesce(max(id), 0) FROM ledger_journal WHERE codes IS NULL")
        first, last = cursor.fetchone()
        for above in range(first, last, AT_ONCE):
            with transaction.atomic(using=connection.alias):
                cursor.execute(LINES, {"above": above, "last": above + AT_ONCE})


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0005_journal_carries_its_lines")]
    operations = [migrations.RunPython(lines_of_old_journals, migrations.RunPython.noop, atomic=False)]
