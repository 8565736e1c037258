from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listings", "0003_fingerprint")]

    operations = [
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("message", "Nachricht zur Anzeige"),
                            ("found", "Hilfe gefunden"),
                            ("follow_up", "Hat es geklappt?"),
                            ("reminder", "Endet bald"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "ask",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_backs",
                        to="listings.ask",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call_backs", to="listings.listing"
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_back",
                        to="listings.message",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["since", "id"], name="call_back_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", "message"), _negated=True), ("message__isnull", False), _connector="OR"
                        ),
                        name="call_back_message",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", "found"), _negated=True), ("ask__isnull", False), _connector="OR"
                        ),
                        name="call_back_helper",
                    ),
                ],
            },
        ),
    ]
