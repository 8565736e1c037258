from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RenameModel("TakenBack", "Chargeback"),
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
