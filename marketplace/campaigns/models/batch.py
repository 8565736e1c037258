"""Something that is done for each backer of a campaign, some at a time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.models.campaign import Campaign


class Occasion(models.TextChoices):
    """Why there is a batch; see ``marketplace.campaigns.ending.batch`` for what each does."""

    CALL = "call", _("Zusagen abrufen")
    CALL_OFF = "call_off", _("Zusagen sind hinfällig")
    ENDED = "ended", _("Die Kampagne ist zu Ende")
    EXTENDED = "extended", _("Die Kampagne läuft länger")
    STOPPED = "stopped", _("Die Kampagne ist angehalten")
    RESUMED = "resumed", _("Die Kampagne geht weiter")
    WITHDRAWN = "withdrawn", _("Die Kampagne ist zurückgezogen")
    REFUND = "refund", _("Geld geht zurück")


class Batch(models.Model):
    """``last_pledge`` is the number of the last one done: what dies in between goes on behind it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="batches")
    occasion = models.CharField(max_length=9, choices=Occasion.choices)
    begun_at = models.DateTimeField()
    last_pledge = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="batch_to_do")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.occasion}"
