from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_second_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="muted",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
