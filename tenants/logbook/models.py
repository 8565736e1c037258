"""The platform's log: what operators, applicants and the platform itself did."""

from __future__ import annotations

from django.db import models

from kreislauf.audit.detail import detail_in_words
from tenants.logbook.words import WORDS


class LogEntry(models.Model):
    """One action. Entries are only ever added; the database refuses to change or delete them."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    region_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.actor}: {self.action} {self.title}"

    @property
    def in_words(self) -> str:
        """The action as a person would say it."""
        return str(WORDS.get(self.action, self.action))

    @property
    def why(self) -> str:
        return detail_in_words(self.detail)
