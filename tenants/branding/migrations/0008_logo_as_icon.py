from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branding", "0007_sign_language_and_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="logo_as_icon",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Logo auch im Browser-Tab zeigen"),
        ),
    ]
