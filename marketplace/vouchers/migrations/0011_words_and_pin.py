from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0010_hold")]
    operations = [
        migrations.AddField("offer", "words", models.TextField(db_default="", editable=False)),
        migrations.AddField("offer", "in_category", models.BigIntegerField(null=True, editable=False)),
        migrations.AddField("offer", "in_place", models.TextField(db_default="", editable=False)),
        migrations.AddField("offer", "longitude", models.FloatField(null=True, editable=False)),
        migrations.AddField("offer", "latitude", models.FloatField(null=True, editable=False)),
        migrations.AddField(
            "offer",
            "is_sold_out",
            models.GeneratedField(
                expression=models.Case(models.When(stock_left=0, then=True), default=False),
                output_field=models.BooleanField(),
                db_persist=True,
            ),
        ),
    ]
