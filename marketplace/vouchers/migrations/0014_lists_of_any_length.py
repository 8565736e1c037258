import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models

ON_SALE = models.Q(in_category__isnull=False, published_at__isnull=False, stopped_at__isnull=True, is_sold_out=False)
PRICE = django.db.models.functions.comparison.Coalesce(models.F("price_cents"), models.F("min_cents"))
OF_OFFERS = [
    models.Index(fields=["-published_at", "-id"], condition=ON_SALE, name="offer_on_sale"),
    models.Index(fields=["in_category", "-published_at", "-id"], condition=ON_SALE, name="offer_in_category"),
    models.Index(fields=["in_place", "-published_at", "-id"], condition=ON_SALE, name="offer_in_place"),
    models.Index(PRICE.asc(), models.F("id").desc(), condition=ON_SALE, name="offer_price"),
    models.Index(fields=["longitude", "latitude"], include=["business"], condition=ON_SALE, name="offer_pin"),
]


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0013_words_of_rows_that_stand")]
    operations = [
        *(migrations.AddIndex("offer", index) for index in OF_OFFERS),
        migrations.AlterField(
            model_name="offer",
            name="business",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="businesses.business",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["-created_at", "-id"], name="offer_last_written"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["business", "-published_at", "-id"], name="offer_of_business"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="offer_words", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
