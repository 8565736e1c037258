from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="About",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("address", models.TextField(blank=True, max_length=300, verbose_name="Anschrift")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail-Adresse")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("imprint", models.TextField(blank=True, max_length=20000, verbose_name="Impressum")),
                ("privacy", models.TextField(blank=True, max_length=40000, verbose_name="Datenschutz")),
                (
                    "accessibility",
                    models.TextField(blank=True, max_length=20000, verbose_name="Erklärung zur Barrierefreiheit"),
                ),
                ("price", models.TextField(blank=True, max_length=5000, verbose_name="Was kostet das?")),
                ("hosting", models.TextField(blank=True, max_length=2000, verbose_name="Wo stehen die Server?")),
                (
                    "agreement",
                    models.TextField(blank=True, max_length=40000, verbose_name="Vertrag und Auftragsverarbeitung"),
                ),
                ("agreement_url", models.URLField(blank=True, verbose_name="Vertrag als PDF")),
                ("changed_at", models.DateTimeField(null=True)),
                ("only", models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("only", True)), name="about_one_row")],
            },
        ),
    ]
