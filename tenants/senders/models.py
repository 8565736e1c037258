"""Regions' own sender addresses, from request to closure, and the keys that sign their mail."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.second_factor.sealed import unseal
from kreislauf.regions import SchemaRef, stepping_into
from tenants.models import SERVED, Region, Status


class Dkim(models.TextChoices):
    """What the DNS says about the public half of a key."""

    NOT_YET = "not_yet", _("noch nicht geprüft")
    FOUND = "found", _("richtig")
    NOTHING = "nothing", _("kein Eintrag")
    OTHER = "other", _("anderer Eintrag")
    REVOKED = "revoked", _("widerrufen")
    WRONG_PLACE = "wrong_place", _("Eintrag an falscher Stelle")
    UNREADABLE = "unreadable", _("Schlüssel nicht lesbar")
    SILENT = "silent", _("keine Antwort")


class Spf(models.TextChoices):
    """Whether the domain's SPF entry lists our servers."""

    NOT_YET = "not_yet", _("noch nicht geprüft")
    FOUND = "found", _("richtig")
    NOTHING = "nothing", _("kein Eintrag")
    LACKING = "lacking", _("nennt uns nicht")
    SEVERAL = "several", _("mehrere Einträge")
    TOO_LONG = "too_long", _("zu viele Verweise")
    PLATFORM = "platform", _("Eintrag der Plattform fehlt")
    SILENT = "silent", _("keine Antwort")


class Dmarc(models.TextChoices):
    """Whether the domain says what happens with mail that only pretends to come from it."""

    NOT_YET = "not_yet", _("noch nicht geprüft")
    FOUND = "found", _("vorhanden")
    NOTHING = "nothing", _("kein Eintrag")
    SEVERAL = "several", _("mehrere Einträge")
    BROKEN = "broken", _("Eintrag fehlerhaft")
    SILENT = "silent", _("keine Antwort")


class OwnSenders(models.QuerySet["OwnSender"]):
    def open(self) -> OwnSenders:
        return self.filter(closed_at__isnull=True)

    def in_use(self) -> OwnSenders:
        """Without those that are to follow one."""
        return self.open().filter(replaces__isnull=True)

    def confirmed(self) -> OwnSenders:
        return self.open().filter(confirmed_at__isnull=False)

    def due(self, at: object) -> OwnSenders:
        """Confirmed addresses of served regions that are to be checked now, the longest waiting first."""
        found = self.confirmed().filter(next_check_at__lte=at, region__status__in=SERVED)
        return found.order_by("next_check_at", "pk")

    def never_confirmed(self, before: object) -> OwnSenders:
        return self.open().filter(confirmed_at__isnull=True, requested_at__lte=before)

    def of_gone_regions(self) -> OwnSenders:
        return self.open().filter(region__status=Status.GONE)


class OwnSender(models.Model):
    """An address that a region sends from: requested, confirmed, live, closed, each a date.

    A region has one that is open, and perhaps a second that ``replaces`` it as soon as its DNS is right.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="own_senders")
    replaces = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="successors")
    address = models.EmailField(_("Absender"))
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=254)
    code_sent_at = models.DateTimeField()
    code_tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)  # its mail left under this address for the first time
    sends_since = models.DateTimeField(null=True)  # empty: the platform's address stands in for it
    lost_since = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)  # the nameservers do not answer
    warned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField()
    dkim = models.CharField(max_length=20, choices=Dkim.choices, default=Dkim.NOT_YET)
    spf = models.CharField(max_length=20, choices=Spf.choices, default=Spf.NOT_YET)
    dmarc = models.CharField(max_length=20, choices=Dmarc.choices, default=Dmarc.NOT_YET)
    seen = models.JSONField(default=dict)  # spf, dmarc, place, values: for the sentences of tenants.senders.words

    objects: ClassVar[models.Manager[OwnSender]] = OwnSenders.as_manager()

    class Meta:
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "region", condition=Q(closed_at__isnull=True, replaces__isnull=True), name="own_sender_one_in_use"
            ),
            models.UniqueConstraint(
                "region", condition=Q(closed_at__isnull=True, replaces__isnull=False), name="own_sender_one_follows"
            ),
            models.CheckConstraint(
                condition=Q(sends_since__isnull=True) | Q(confirmed_at__isnull=False, closed_at__isnull=True),
                name="own_sender_sends_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(dkim__in=Dkim.values, spf__in=Spf.values, dmarc__in=Dmarc.values), name="own_sender_states"
            ),
        ]
        indexes = [models.Index(fields=["next_check_at"], name="own_sender_due", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return self.address

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def code(self) -> str:
        """Six digits that follow from the row and ``SECRET_KEY``: neither the table nor the outbox holds them."""
        seed = f"{self.pk}:{self.address}:{self.code_sent_at.isoformat()}"
        digest = salted_hmac("kreislauf.senders.code", seed, algorithm="sha256").digest()
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06}"


class DkimKeys(models.QuerySet["DkimKey"]):
    def valid(self) -> DkimKeys:
        """The one that signs, and the one that will."""
        return self.filter(retired_at__isnull=True)

    def once_used(self) -> DkimKeys:
        """Retired, the last first; the DNS had them."""
        return self.filter(retired_at__isnull=False, found_at__isnull=False).order_by("-retired_at", "-pk")


def new_selector() -> str:
    """No two regions of one domain get the same, and none can be guessed before it is published."""
    return f"kreislauf-{secrets.token_hex(4)}"


class DkimKey(models.Model):
    """A key pair: made, found in the DNS, retired, each a date. ``sealed`` is readable in its region only."""

    sender = models.ForeignKey(OwnSender, on_delete=models.CASCADE, related_name="keys")
    selector = models.CharField(max_length=40, unique=True, default=new_selector)
    public = models.TextField()  # base64, as it stands in the DNS
    sealed = models.TextField(blank=True)  # the private half; emptied when the key is retired
    made_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True)  # the DNS had it for the first time
    retired_at = models.DateTimeField(null=True)
    dkim = models.CharField(max_length=20, choices=Dkim.choices, default=Dkim.NOT_YET)  # the last answer that was one

    objects: ClassVar[models.Manager[DkimKey]] = DkimKeys.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(sealed=""), name="dkim_key_retired_is_forgotten"
            ),
            models.CheckConstraint(condition=Q(dkim__in=Dkim.values), name="dkim_key_state"),
        ]

    def __str__(self) -> str:
        return self.selector

    @property
    def name(self) -> str:
        """Where its public half stands in the DNS."""
        return f"{self.selector}._domainkey.{self.sender.domain}"

    @property
    def value(self) -> str:
        return f"v=DKIM1; k=rsa; p={self.public}"

    def private(self, schema: str) -> str:
        """The private half as PEM; empty where it was sealed with another ``SECRET_KEY``, or is retired."""
        with stepping_into(SchemaRef(schema)):
            return unseal(self.sealed) if self.sealed else ""
