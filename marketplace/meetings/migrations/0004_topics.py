import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0003_daily"),
        ("businesses", "0020_words_of_services"),
        ("meetings", "0003_seats"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="published_article",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="questions", to="advice.article"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="adviser",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="meetings", to="advice.adviser"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="topic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="meetings",
                to="advice.topic",
                verbose_name="Thema",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["topic", "starts_at"], name="meeting_of_topic"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["adviser", "starts_at"], name="meeting_of_adviser"),
        ),
    ]
