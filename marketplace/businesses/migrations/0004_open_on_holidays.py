from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("businesses", "0003_town_of_each")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="open_on_holidays",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Auch an Feiertagen geöffnet"),
        ),
    ]
