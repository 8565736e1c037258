"""Whose a provider's accounts are, and what providers send. Public tables: an event names no region."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ConnectedAccount(models.Model):
    """Leads from an account at a provider to its region and the merchant there.

    An account is one region's: who sells in two has an account in each, so that a payout is never of both.
    """

    provider = models.CharField(max_length=20)
    account_ref = models.CharField(max_length=120)
    livemode = models.BooleanField()
    schema = models.CharField(max_length=63)
    merchant_id = models.BigIntegerField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "account_ref", "livemode"], name="connected_account_once")
        ]
        indexes = [models.Index(fields=["schema"], name="connected_account_schema")]

    def __str__(self) -> str:
        return self.account_ref


class Problem(models.TextChoices):
    """Why no region took an event."""

    NO_ACCOUNT = "no_account", _("Das Konto gehört zu keiner Region.")
    NO_REGION = "no_region", _("Die Region gibt es hier nicht oder nicht mehr.")
    NO_ATTEMPT = "no_attempt", _("Die Region kennt diese Zahlung nicht.")
    OTHER_MODE = "other_mode", _("Testbetrieb und echter Betrieb passen nicht zusammen.")
    GAVE_UP = "gave_up", _("Es wurde oft genug versucht.")


KINDS = {
    "attempt": _("Zahlung"),
    "charge": _("Zahlung"),
    "account": _("Konto"),
    "payout": _("Auszahlung"),
}


class InboxEvents(models.QuerySet["InboxEvent"]):
    def open(self) -> InboxEvents:
        return self.filter(handled_at__isnull=True)

    def due(self, at: datetime) -> InboxEvents:
        """Those whose turn has come, the longest waiting first."""
        return self.open().filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def stuck(self) -> InboxEvents:
        """Those that wait for a person: no region takes them."""
        return self.open().filter(next_try_at__isnull=True)


class InboxEvent(models.Model):
    """One event of a provider, kept until what it hints at was done. ``next_try_at``: null is never by itself."""

    provider = models.CharField(max_length=20)
    event_ref = models.CharField(max_length=255)
    kind = models.CharField(max_length=80, blank=True)
    livemode = models.BooleanField(null=True)  # null: the provider does not say
    account_ref = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True, default="", db_default="")  # a charge of the account
    schema = models.CharField(max_length=63, blank=True)
    attempt_key = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=12, choices=Problem.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True)  # why an operator put it aside

    objects: ClassVar[models.Manager[InboxEvent]] = InboxEvents.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_ref"], name="inbox_event_once")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(handled_at__isnull=True), name="inbox_event_due"),
            models.Index(
                fields=["id"],
                condition=Q(handled_at__isnull=True, next_try_at__isnull=True),
                name="inbox_event_stuck",
            ),
            models.Index(fields=["account_ref"], condition=~Q(account_ref=""), name="inbox_event_account"),
            models.Index(fields=["handled_at"], condition=Q(handled_at__isnull=False), name="inbox_event_handled"),
        ]

    def __str__(self) -> str:
        return self.event_ref

    @property
    def kind_in_words(self) -> object:
        return KINDS.get(self.kind, self.kind)

    @property
    def is_stuck(self) -> bool:
        return self.handled_at is None and self.next_try_at is None
