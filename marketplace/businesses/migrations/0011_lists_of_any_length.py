import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("businesses", "0010_words_of_rows_that_stand")]
    operations = [
        migrations.AddIndex(
            model_name="business",
            index=models.Index(fields=["sort_name", "id"], name="business_german_order"),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False), ("closed_at__isnull", True)),
                fields=["place", "sort_name", "id"],
                name="business_place",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False), ("closed_at__isnull", True)),
                fields=["category", "sort_name", "id"],
                name="business_category",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    ("rejected_at__isnull", True),
                    models.Q(("approved_at__isnull", True), ("pending__isnull", False), _connector="OR"),
                ),
                fields=["submitted_at", "id"],
                name="business_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False), ("closed_at__isnull", True), _negated=True),
                fields=["sort_name", "id"],
                name="business_not_public",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False), ("closed_at__isnull", True)),
                fields=["longitude", "latitude"],
                include=("id",),
                name="business_pin",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="business_words", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=django.contrib.postgres.indexes.GinIndex(fields=["open_hours"], name="business_open_hours"),
        ),
    ]
