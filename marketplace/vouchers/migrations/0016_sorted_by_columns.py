import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0014_sorted_by_columns"),
        ("vouchers", "0015_sold_of_any_length"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                models.Func(models.F("title"), function="businesses_folded", output_field=models.TextField()),
                models.F("id"),
                name="offer_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(models.F("price_cents"), models.F("min_cents")),
                models.F("id"),
                name="offer_by_price",
            ),
        ),
    ]
