from django.db import migrations, models

from kreislauf.append_only import append_only

# The operators' table moves here with its rows. The triggers are made anew after the codes of three actions change.
FORWARDS = """
DROP TRIGGER operators_deed_append_only ON operators_deed;
DROP TRIGGER operators_deed_no_truncate ON operators_deed;
DROP FUNCTION operators_refuse();
ALTER TABLE operators_deed RENAME TO logbook_logentry;
ALTER SEQUENCE operators_deed_id_seq RENAME TO logbook_logentry_id_seq;
ALTER INDEX operators_deed_pkey RENAME TO logbook_logentry_pkey;
UPDATE logbook_logentry SET action = 'region.quarantined' WHERE action = 'region.set_aside';
UPDATE logbook_logentry SET action = 'region.released' WHERE action = 'region.taken_back';
UPDATE logbook_logentry SET action = 'region.migration_retried' WHERE action = 'region.bring_asked';
"""
LOG_ENTRY = migrations.CreateModel(
    name="LogEntry",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("at", models.DateTimeField(db_index=True)),
        ("actor", models.CharField(max_length=254)),
        ("action", models.CharField(max_length=60)),
        ("region_id", models.BigIntegerField(null=True)),
        ("title", models.CharField(max_length=200)),
        ("detail", models.JSONField(default=dict)),
    ],
    options={"ordering": ["-at", "-pk"]},
)


class Migration(migrations.Migration):
    dependencies = [("operators", "0003_region_states")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARDS), append_only("logbook_logentry", refuse="logbook_refuse")],
            state_operations=[LOG_ENTRY],
        )
    ]
