from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0006_merchant_contact"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="checkout_url",
            field=models.URLField(blank=True, max_length=2000),
        ),
    ]
