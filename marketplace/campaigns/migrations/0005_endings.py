import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_rewards_and_news"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("call", "Zusagen abrufen"),
                            ("call_off", "Zusagen sind hinfällig"),
                            ("ended", "Die Kampagne ist zu Ende"),
                            ("extended", "Die Kampagne läuft länger"),
                            ("stopped", "Die Kampagne ist angehalten"),
                            ("resumed", "Die Kampagne geht weiter"),
                            ("withdrawn", "Die Kampagne ist zurückgezogen"),
                            ("refund", "Geld geht zurück"),
                        ],
                        max_length=9,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("last_pledge", models.BigIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="plan",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="withdraw_reason",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="pledge",
            name="cash_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                condition=models.Q(
                    ("approved_at__isnull", False), ("closed_at__isnull", True), ("ended_at__isnull", True)
                ),
                fields=["ends_at"],
                name="campaign_to_end",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                condition=models.Q(("forgotten_at__isnull", True), ("paid_at__isnull", True)),
                fields=["created_at"],
                name="pledge_unpaid_named",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                condition=models.Q(("forgotten_at__isnull", True), ("paid_at__isnull", False)),
                fields=["paid_at"],
                name="pledge_paid_named",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="campaigns.campaign"
            ),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(condition=models.Q(("done_at__isnull", True)), fields=["id"], name="batch_to_do"),
        ),
    ]
