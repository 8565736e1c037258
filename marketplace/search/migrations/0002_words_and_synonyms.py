import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("search", "0001_fold"),
    ]

    operations = [
        migrations.CreateModel(
            name="Missed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("monday", models.DateField()),
                ("folded", models.TextField()),
                ("shown", models.TextField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("monday", "folded"), name="search_missed_once")],
            },
        ),
        migrations.CreateModel(
            name="SynonymText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="Gleichbedeutende Wörter")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="search_one_synonym_text")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("folded", models.TextField(primary_key=True, serialize=False)),
                ("shown", models.TextField()),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="search_word_alike", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
    ]
