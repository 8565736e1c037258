"""What a region's search knows beside the rows themselves."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SynonymText(models.Model):
    """One row: words that mean the same, as the office writes them (``marketplace.search.synonyms``)."""

    text = models.TextField(_("Gleichbedeutende Wörter"), max_length=20_000, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="search_one_synonym_text")]

    def __str__(self) -> str:
        return str(_("Gleichbedeutende Wörter"))


class Word(models.Model):
    """A word that stands in what visitors may see: for „Meinten Sie …?“. Written anew each night."""

    folded = models.TextField(primary_key=True)
    shown = models.TextField()  # as it is written most often
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="search_word_alike",
                fastupdate=False,  # written at night, read by day: nothing unsorted to look through
            )
        ]

    def __str__(self) -> str:
        return self.shown


class Missed(models.Model):
    """How often a word was searched in vain, in the week that begins on ``monday``."""

    monday = models.DateField()
    folded = models.TextField()
    shown = models.TextField()  # as it was typed
    number = models.PositiveIntegerField()
    mailed_at = models.DateTimeField(null=True)  # in the letter of its month

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monday", "folded"], name="search_missed_once")]

    def __str__(self) -> str:
        return self.shown
