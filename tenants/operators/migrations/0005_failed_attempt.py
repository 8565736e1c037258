from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("operators", "0004_log_is_in_logbook")]
    operations = [
        migrations.RenameModel("Strike", "FailedAttempt"),
        migrations.RenameIndex(
            "failedattempt", old_name="operators_strike_key_at", new_name="operators_attempt_key_at"
        ),
        migrations.AddConstraint(
            "failedattempt", models.CheckConstraint(condition=~Q(key=""), name="operators_attempt_has_key")
        ),
    ]
