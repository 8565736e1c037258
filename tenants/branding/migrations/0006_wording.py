from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branding", "0005_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="house",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rathaus", "Rathaus"),
                    ("kreishaus", "Kreishaus"),
                    ("landratsamt", "Landratsamt"),
                    ("kreisverwaltung", "Kreisverwaltung"),
                    ("stadtverwaltung", "Stadtverwaltung"),
                    ("gemeindeverwaltung", "Gemeindeverwaltung"),
                    ("amtsverwaltung", "Amtsverwaltung"),
                    ("geschaeftsstelle", "Geschäftsstelle"),
                    ("verwaltung", "Verwaltung"),
                ],
                db_default="",
                default="",
                max_length=20,
                verbose_name="Haus",
            ),
        ),
        migrations.AddField(
            model_name="branding",
            name="name_accusative",
            field=models.CharField(blank=True, db_default="", default="", max_length=140, verbose_name="Wen oder was?"),
        ),
        migrations.AddField(
            model_name="branding",
            name="name_dative",
            field=models.CharField(blank=True, db_default="", default="", max_length=140, verbose_name="Wem?"),
        ),
        migrations.AddField(
            model_name="branding",
            name="name_genitive",
            field=models.CharField(blank=True, db_default="", default="", max_length=140, verbose_name="Wessen?"),
        ),
        migrations.AddField(
            model_name="branding",
            name="name_nominative",
            field=models.CharField(blank=True, db_default="", default="", max_length=140, verbose_name="Wer oder was?"),
        ),
    ]
