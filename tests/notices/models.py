"""What the town hall hangs up, and who has read it."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from marketplace.search.question import InWords


class NoticeQuery(InWords, models.QuerySet["Notice"]):
    def showing(self, today: date) -> NoticeQuery:
        return self.filter(until__gte=today, taken_down_at=None)


class Notice(models.Model):
    title = models.CharField(max_length=80)
    text = models.TextField()
    until = models.DateField()
    key = models.CharField(max_length=64, unique=True)
    posted_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)
    paid_cents = models.IntegerField(default=0)
    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search

    FOREVER = date(2099, 1, 1)

    objects = NoticeQuery.as_manager()

    class Meta:
        ordering = ["-posted_at"]
        indexes = [GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="notice_words")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.pk])


class Reading(models.Model):
    """Only ever added; no archive holds it."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE)
    read_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
