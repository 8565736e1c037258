"""What the office sets up: when its letters come, who stands in, ready sentences, and who need not ask."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.review.slots import HOURS


def usual_hours() -> list[int]:
    return list(HOURS)


class Routine(models.Model):
    """One row: how the region is told of what waits."""

    hours: models.JSONField[list[int], list[int]] = models.JSONField(_("Uhrzeiten"), default=usual_hours)
    each_at_once = models.BooleanField(_("Jeden Eintrag sofort melden"), default=False)
    deputies_email = models.EmailField(_("Vertretung"), blank=True)
    first_told_at = models.DateTimeField(null=True)  # the last entry that did not wait for the others
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="routine_one_row")]

    def __str__(self) -> str:
        return str(_("Freigaben"))


class BlockUse(models.TextChoices):
    REFUSAL = "refusal", _("Ablehnung")
    QUESTION = "question", _("Rückfrage")


class TextBlock(models.Model):
    """A sentence that staff ticks instead of typing it again."""

    use = models.CharField(_("Wofür?"), max_length=10, choices=BlockUse.choices)
    text = models.CharField(_("Satz"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["use", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["use", "text"], name="text_block_once")]

    def __str__(self) -> str:
        return self.text


class Trusted(models.Model):
    """Whose entries of a kind go public unread: „darf direkt“. ``submitter`` is what the kind calls somebody by.

    That is an address, or a row of another room such as ``business:17``; ``name`` is how staff knows them.
    """

    kind = models.CharField(max_length=60)  # a kind, or one of its sorts: "business", "listing.job"
    submitter = models.CharField(max_length=254)
    name = models.CharField(max_length=254)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "submitter"], name="trusted_once")]

    def __str__(self) -> str:
        return self.name
