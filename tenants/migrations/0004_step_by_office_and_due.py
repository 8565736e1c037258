from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0003_quarantined"),
    ]

    operations = [
        migrations.AddField(
            model_name="step",
            name="by_office",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="step",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
    ]
