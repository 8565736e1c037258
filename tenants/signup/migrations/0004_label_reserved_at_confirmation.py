from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("signup", "0003_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="application",
            name="application_label_once",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                Lower("label"),
                condition=models.Q(("confirmed_at__isnull", False), ("rejected_at__isnull", True)),
                name="application_label_reserved_once",
            ),
        ),
    ]
