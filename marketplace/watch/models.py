"""A search that somebody watches by mail, and the addresses that we write to no more."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.watch.kinds import Watchable, query_of, watchable

ENDS_SOON_DAYS = 60  # from then on digests and page offer another year


class Rhythm(models.TextChoices):
    DAILY = "daily", _("jeden Tag um 7 Uhr, wenn es etwas Neues gibt")
    WEEKLY = "weekly", _("freitags um 7 Uhr, wenn es etwas Neues gibt")


class EndedBy(models.TextChoices):
    """Why nothing comes any more."""

    REQUEST = "request", _("beendet")
    TIME = "time", _("nach zwölf Monaten abgelaufen")
    BOUNCE = "bounce", _("die Adresse nimmt keine Post an")


class Watches(models.QuerySet["Watch"]):
    def open(self) -> Watches:
        """Asked for or confirmed, and not ended."""
        return self.filter(ended_at__isnull=True)

    def confirmed(self) -> Watches:
        return self.open().filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> Watches:
        return self.filter(confirmed_at__isnull=True)


class Watch(models.Model):
    """asked → confirmed → (paused) → ended. What was agreed to is kept as long as somebody may ask for the proof."""

    email = models.EmailField(_("E-Mail-Adresse"))
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=40)  # of ``Watchable``
    search = models.JSONField(default=dict)
    search_key = models.CharField(max_length=64)
    rhythm = models.CharField(_("Wie oft"), max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)

    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    text_version = models.CharField(max_length=20, blank=True)  # of ``consent.TEXTS``, which was agreed to
    region = models.CharField(max_length=200, blank=True)  # whom it was given to, by the name of that day
    paused_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    renewed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=7, choices=EndedBy.choices, blank=True)

    seen_until = models.DateTimeField(null=True)  # what was public by then is not told any more
    next_at = models.DateTimeField(null=True)  # of the next digest; empty for who gets none
    last_sent_at = models.DateTimeField(null=True)

    objects = Watches.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "kind", "search_key"], condition=Q(ended_at__isnull=True), name="watch_once"
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True)
                | Q(confirmed_at__isnull=False, paused_at__isnull=True, ended_at__isnull=True),
                name="watch_writes_to_the_confirmed_only",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(seen_until__isnull=False, ends_at__isnull=False),
                name="watch_knows_its_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="watch_ended_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="watch_due"),
            models.Index(fields=["ends_at"], condition=Q(ended_at__isnull=True), name="watch_ends"),
            models.Index(fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="watch_unconfirmed"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="watch_ended"),
        ]

    def __str__(self) -> str:
        """Without the address: this stands in logs."""
        return str(self.watchable.title) if self.watchable else self.kind

    @property
    def watchable(self) -> Watchable | None:
        """None if no slice declares it any more."""
        return watchable(self.kind)

    @property
    def query(self) -> QueryDict:
        return query_of(self.search)

    @property
    def words(self) -> str:
        """What is watched, in a line."""
        return self.watchable.words(self.query) if self.watchable and not self.is_forgotten else str(self)

    @property
    def page(self) -> str:
        """Where the list stands, as path and query."""
        return self.watchable.page(self.query) if self.watchable else "/"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def is_forgotten(self) -> bool:
        """Whether only the proof is left."""
        return not self.search_key

    def ends_within(self, days: int, *, at: datetime) -> bool:
        return self.ends_at is not None and (self.ends_at - at).days < days


class Reason(models.TextChoices):
    REFUSED = "refused", _("Der Mailserver nimmt nichts an")
    COMPLAINT = "complaint", _("Beschwerde")
    REQUEST = "request", _("Auf Wunsch")


class Blocked(models.Model):
    """An address that no watch writes to. Only a keyed digest of it is stored: it can be compared, not read."""

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=9, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="watch_blocked_newest")]

    def __str__(self) -> str:
        return str(self.get_reason_display())
