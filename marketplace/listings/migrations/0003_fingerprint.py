from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0002_words")]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="fingerprint",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=64),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("fingerprint", ""), _negated=True),
                fields=["fingerprint"],
                name="listing_fingerprint",
            ),
        ),
    ]
