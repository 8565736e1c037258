from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("branding", "0008_logo_as_icon")]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="first",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
