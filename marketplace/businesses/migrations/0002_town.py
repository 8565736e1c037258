from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("businesses", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="town",
            field=models.CharField(db_default="", default="", max_length=80, verbose_name="Ort"),
        ),
        migrations.AlterField(
            model_name="business",
            name="place",
            field=models.CharField(max_length=80, verbose_name="Ortsteil"),
        ),
    ]
