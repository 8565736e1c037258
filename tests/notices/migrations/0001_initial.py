from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            "Notice",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("until", models.DateField()),
                ("key", models.CharField(max_length=64, unique=True)),
                ("posted_at", models.DateTimeField()),
                ("taken_down_at", models.DateTimeField(null=True)),
                ("paid_cents", models.IntegerField(default=0)),
            ],
            options={"ordering": ["-posted_at"]},
        ),
        migrations.CreateModel(
            "Reading",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notice", models.ForeignKey(on_delete=models.deletion.CASCADE, to="notices.notice")),
                ("read_at", models.DateTimeField()),
            ],
        ),
    ]
