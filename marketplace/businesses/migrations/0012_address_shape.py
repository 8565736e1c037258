from django.db import migrations, models

import marketplace.businesses.lookalikes


class Migration(migrations.Migration):
    dependencies = [("businesses", "0011_lists_of_any_length")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="address_shape",
            field=marketplace.businesses.lookalikes.AddressShape(
                db_default="", default="", editable=False, max_length=130
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(fields=["address_shape"], name="business_address_shape"),
        ),
        # The name of a field for people; nothing is sent to the database.
        migrations.AlterField(
            model_name="business",
            name="delivers",
            field=models.BooleanField(default=False, verbose_name="Es wird geliefert"),
        ),
    ]
