from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="worth_it",
            field=models.BooleanField(null=True),
        ),
    ]
