from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0003_daily")]
    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("released_at__isnull", False)), fields=["released_at"], name="listing_released"
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)), fields=["closed_at"], name="listing_closed"
            ),
        ),
    ]
