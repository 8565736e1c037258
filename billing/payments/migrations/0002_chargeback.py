from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RenameModel("TakenBack", "Chargeback"),
        # Django leaves the sequence its old name; tools that derive it from the table's would not find it.
        migrations.RunSQL("ALTER SEQUENCE IF EXISTS payments_takenback_id_seq RENAME TO payments_chargeback_id_seq"),
        migrations.AlterField(
            "chargeback", "charge", models.ForeignKey("payments.charge", PROTECT, related_name="chargebacks")
        ),
        migrations.RemoveConstraint("chargeback", "taken_back_once"),
        migrations.RemoveConstraint("chargeback", "taken_back_has_amount"),
        migrations.AddConstraint(
            "chargeback",
            models.UniqueConstraint(fields=["charge", "how", "provider_ref"], name="chargeback_once"),
        ),
        migrations.AddConstraint(
            "chargeback",
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="chargeback_has_amount"),
        ),
    ]
