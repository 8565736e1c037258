from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_words")]
    operations = [
        migrations.AddField("match", "round", models.PositiveSmallIntegerField(default=1, db_default=1)),
        migrations.AddField("grant", "recipient", models.JSONField(default=list, db_default=[])),
        migrations.AddField("grant", "registered_on", models.DateField(null=True)),
    ]
