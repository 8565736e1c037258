"""What staff has to say on the telephone to somebody who has no address: it would have been a letter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.listings.models.help import Ask
from marketplace.listings.models.listing import Listing
from marketplace.listings.models.message import Message


class Why(models.TextChoices):
    MESSAGE = "message", _("Nachricht zur Anzeige")
    HELP_FOUND = "found", _("Hilfe gefunden")
    FOLLOW_UP = "follow_up", _("Hat es geklappt?")
    REMINDER = "reminder", _("Endet bald")


class CallBack(models.Model):
    """One call, to the writer of one listing. ``done_at``: somebody was reached, or it is no longer needed."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="call_backs")
    why = models.CharField(max_length=10, choices=Why.choices)
    message = models.OneToOneField(Message, null=True, on_delete=models.CASCADE, related_name="call_back")
    ask = models.ForeignKey(Ask, null=True, on_delete=models.CASCADE, related_name="call_backs")
    since = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why="message") | Q(message__isnull=False), name="call_back_message"),
            models.CheckConstraint(condition=~Q(why="found") | Q(ask__isnull=False), name="call_back_helper"),
        ]
        indexes = [models.Index(fields=["since", "id"], condition=Q(done_at__isnull=True), name="call_back_open")]

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.listing}"
