from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("businesses", "0007_words")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="role",
            field=models.CharField(
                choices=[("everything", "darf alles"), ("till", "darf kassieren")],
                db_default="everything",
                default="everything",
                max_length=10,
                verbose_name="Was darf die Person?",
            ),
        ),
    ]
