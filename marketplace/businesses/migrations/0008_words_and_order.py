import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("businesses", "0008_member_role")]
    operations = [
        migrations.AddField(
            model_name="business",
            name="open_hours",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SmallIntegerField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="business",
            name="sort_name",
            field=models.TextField(db_default="", editable=False),
        ),
        migrations.AddField(
            model_name="business",
            name="words",
            field=models.TextField(db_default="", editable=False),
        ),
    ]
