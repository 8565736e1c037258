from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branding", "0006_wording"),
    ]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="sign_language_text",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=2000, verbose_name="Text zum Video"
            ),
        ),
        migrations.AddField(
            model_name="branding",
            name="sign_language_url",
            field=models.URLField(blank=True, db_default="", default="", verbose_name="Adresse des Videos"),
        ),
        migrations.AddField(
            model_name="branding",
            name="template_versions",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
