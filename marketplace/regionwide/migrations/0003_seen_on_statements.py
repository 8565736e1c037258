from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regionwide", "0002_as_all_payouts")]

    operations = [
        migrations.AddField("run", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("settlement", "seen_at", models.DateTimeField(null=True)),
    ]
