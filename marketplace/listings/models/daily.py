"""How often something happened on one day, without a trace of who did it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.listings.models.kind import Kind
from marketplace.listings.models.listing import Listing


class Counted(models.TextChoices):
    VIEW = "view", _("Aufruf")
    MESSAGE = "message", _("Nachricht")


class Daily(models.Model):
    """Views of the board have neither kind nor listing, those of a kind's list have no listing."""

    day = models.DateField()
    what = models.CharField(max_length=7, choices=Counted.choices)
    kind = models.ForeignKey(Kind, null=True, on_delete=models.CASCADE, related_name="+")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "what", "kind", "listing"], nulls_distinct=False, name="listing_daily_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"
