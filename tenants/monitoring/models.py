"""What the platform was measured to be: a row for each five minutes, for a week."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

SLOT = timedelta(minutes=5)
KEPT_FOR = timedelta(days=7)


class Measurement(models.Model):
    """The newest figures of its five minutes: a figure's name → its number. No figure is of one region."""

    slot = models.DateTimeField(unique=True)
    at = models.DateTimeField()
    values = models.JSONField()

    class Meta:
        ordering = ["-slot"]

    def __str__(self) -> str:
        return f"{self.slot:%d.%m.%Y %H:%M}"
