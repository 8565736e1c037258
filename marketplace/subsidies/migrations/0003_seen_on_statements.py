from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0002_paid_again")]

    operations = [
        migrations.AddField("run", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("settlement", "seen_at", models.DateTimeField(null=True)),
    ]
