"""What staff, businesses and the system did in a region. Entries are only ever added; the database refuses the rest."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class Entry(models.Model):
    at = models.DateTimeField()
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="audit_subject"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["action", "-at", "-id"], name="audit_action"),
            # A short list of what is not sorted in yet: the entry that finds it full sorts it in.
            GinIndex(
                *(OpClass(Upper(column), name="gin_trgm_ops") for column in ("title", "actor")),
                gin_pending_list_limit=256,
                name="audit_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.actor}: {self.action} {self.title}"
