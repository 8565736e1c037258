from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0013_shape_of_each_address"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                models.Func(models.F("place"), function="businesses_folded", output_field=models.TextField()),
                models.F("sort_name"),
                models.F("id"),
                name="business_by_place",
            ),
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(fields=["submitted_at", "id"], name="business_submitted"),
        ),
    ]
