import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operators", "0007_second_factor"),
        ("tenants", "0005_region_origin"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegionFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField(default=dict)),
                ("last_entry_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField()),
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="tenants.region"
                    ),
                ),
            ],
        ),
    ]
