from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RenameModel("Strike", "FailedAttempt"),
        # Django leaves the sequence its old name; tools that derive it from the table's would not find it.
        migrations.RunSQL("ALTER SEQUENCE IF EXISTS accounts_strike_id_seq RENAME TO accounts_failedattempt_id_seq"),
        migrations.RenameIndex("failedattempt", old_name="strike_key_at", new_name="accounts_attempt_key_at"),
        migrations.RemoveConstraint("failedattempt", "strike_has_key"),
        migrations.AddConstraint(
            "failedattempt", models.CheckConstraint(condition=~Q(key=""), name="accounts_attempt_has_key")
        ),
    ]
