from django.db import migrations, models

import kreislauf.lookalikes


class Migration(migrations.Migration):
    dependencies = [("businesses", "0004_open_on_holidays")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="name_shape",
            field=kreislauf.lookalikes.NameShape(db_default="", default="", editable=False, max_length=120),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(fields=["name_shape"], name="business_name_shape"),
        ),
    ]
