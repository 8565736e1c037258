from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns that settlements of all slices have; of the table only a default changes."""

    dependencies = [("regionwide", "0001_initial")]

    operations = [
        migrations.AlterField("settlement", "name", models.CharField("Kontoinhaber", max_length=70, blank=True)),
        migrations.AlterField("settlement", "iban", models.CharField("IBAN", max_length=34, blank=True)),
        migrations.AlterField("settlement", "payments", models.PositiveSmallIntegerField(default=0, db_default=0)),
    ]
