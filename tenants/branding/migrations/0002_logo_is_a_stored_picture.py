from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("branding", "0001_initial")]

    operations = [
        migrations.RemoveField("branding", "logo"),
        migrations.AddField(
            "branding",
            "logo",
            models.CharField(blank=True, default="", max_length=120, verbose_name="Logo"),
            preserve_default=False,
        ),
    ]
