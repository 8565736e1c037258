from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("connect", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboxevent",
            name="about",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
