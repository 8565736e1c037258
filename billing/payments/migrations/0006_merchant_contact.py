from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0005_payouts_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="merchant",
            name="display_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="merchant",
            name="contact_email",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
    ]
