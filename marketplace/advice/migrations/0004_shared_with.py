from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0003_daily")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="shared_with",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
    ]
