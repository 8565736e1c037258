from django.db import migrations, models

# The table was the operators' before. Its triggers come along; they are off while the codes of four actions change.
FORWARDS = """
ALTER TABLE operators_deed RENAME TO logbook_logentry;
ALTER SEQUENCE operators_deed_id_seq RENAME TO logbook_logentry_id_seq;
ALTER INDEX operators_deed_pkey RENAME TO logbook_logentry_pkey;
ALTER TRIGGER operators_deed_append_only ON logbook_logentry RENAME TO logbook_logentry_append_only;
ALTER TRIGGER operators_deed_no_truncate ON logbook_logentry RENAME TO logbook_logentry_no_truncate;
ALTER FUNCTION operators_refuse() RENAME TO logbook_refuse;
ALTER TABLE logbook_logentry DISABLE TRIGGER logbook_logentry_append_only;
UPDATE logbook_logentry SET action = 'region.quarantined' WHERE action = 'region.set_aside';
UPDATE logbook_logentry SET action = 'region.released' WHERE action = 'region.taken_back';
UPDATE logbook_logentry SET action = 'region.migration_retried' WHERE action = 'region.bring_asked';
ALTER TABLE logbook_logentry ENABLE TRIGGER logbook_logentry_append_only;
"""
BACKWARDS = """
ALTER FUNCTION logbook_refuse() RENAME TO operators_refuse;
ALTER TRIGGER logbook_logentry_no_truncate ON logbook_logentry RENAME TO operators_deed_no_truncate;
ALTER TRIGGER logbook_logentry_append_only ON logbook_logentry RENAME TO operators_deed_append_only;
ALTER INDEX logbook_logentry_pkey RENAME TO operators_deed_pkey;
ALTER SEQUENCE logbook_logentry_id_seq RENAME TO operators_deed_id_seq;
ALTER TABLE logbook_logentry RENAME TO operators_deed;
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
            database_operations=[migrations.RunSQL(FORWARDS, BACKWARDS)], state_operations=[LOG_ENTRY]
        )
    ]
