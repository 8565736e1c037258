from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_pledge_losses"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="update",
            name="update_waiting",
        ),
        migrations.RemoveIndex(
            model_name="update",
            name="update_to_mail",
        ),
        migrations.AddField(
            model_name="campaign",
            name="asked_after_12_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="asked_after_3_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="new_rewards",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="Neue Gegenleistungen"),
        ),
        migrations.AddField(
            model_name="pledge",
            name="deliver_mailed",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="reward",
            name="handed_in_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reward",
            name="key",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="reward",
            name="move_mail_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="update",
            name="hidden_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                condition=models.Q(("asked_after_12_at__isnull", True), ("ended_at__isnull", False)),
                fields=["ended_at", "id"],
                name="campaign_what_became",
            ),
        ),
        migrations.AddIndex(
            model_name="reward",
            index=models.Index(
                condition=models.Q(("move_mail_due_at__isnull", False)), fields=["id"], name="reward_moved"
            ),
        ),
        migrations.AddIndex(
            model_name="update",
            index=models.Index(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    ("hidden_at__isnull", True),
                    ("rejected_at__isnull", True),
                    models.Q(("approved_at__isnull", True), ("pending__isnull", False), _connector="OR"),
                ),
                fields=["submitted_at", "id"],
                name="update_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="update",
            index=models.Index(
                condition=models.Q(
                    ("hidden_at__isnull", True), ("mailed_at__isnull", True), ("released_at__isnull", False)
                ),
                fields=["released_at"],
                name="update_to_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(("handed_in_at__isnull", True), ("withdrawn_at__isnull", False), _connector="OR"),
                name="reward_waits_withdrawn",
            ),
        ),
    ]
