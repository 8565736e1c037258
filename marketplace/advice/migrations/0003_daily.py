import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advice", "0002_words")]

    operations = [
        migrations.CreateModel(
            name="Daily",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.PositiveIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="advice.article",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["article", "day"], name="advice_daily_of_article")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "article"), name="advice_daily_once", nulls_distinct=False)
                ],
            },
        ),
    ]
