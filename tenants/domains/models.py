"""Regions' own hosts, from claim to closure. A row is never reused: a new claim has a new token."""

from __future__ import annotations

import secrets
from base64 import b32encode
from typing import ClassVar

import idna
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models import SERVED, Region, Status


class Proof(models.TextChoices):
    """What the last check of the DNS said about the claim."""

    NOT_YET = "not_yet", _("noch nicht geprüft")
    TXT = "txt", _("durch TXT-Eintrag nachgewiesen")
    CNAME = "cname", _("durch CNAME nachgewiesen")
    NOTHING = "nothing", _("kein Eintrag")
    OTHER = "other", _("anderer Eintrag")
    OLD = "old", _("alter Nachweis")
    WRONG_PLACE = "wrong_place", _("Eintrag an falscher Stelle")
    SILENT = "silent", _("keine Antwort")
    TAKEN = "taken", _("vergeben")


PROVED = (Proof.TXT, Proof.CNAME)


class Pointing(models.TextChoices):
    """Where the host's addresses lead."""

    UNKNOWN = "unknown", _("unbekannt")
    HERE = "here", _("hier")
    PARTLY = "partly", _("teils hier")
    ELSEWHERE = "elsewhere", _("woanders")
    NOWHERE = "nowhere", _("nirgends")
    SILENT = "silent", _("keine Antwort")


class OwnHosts(models.QuerySet["OwnHost"]):
    def open(self) -> OwnHosts:
        return self.filter(closed_at__isnull=True)

    def proved(self) -> OwnHosts:
        return self.open().filter(proved_at__isnull=False)

    def due(self, at: object) -> OwnHosts:
        """Hosts of served regions that are to be checked now, the longest waiting first."""
        return self.open().filter(next_check_at__lte=at, region__status__in=SERVED).order_by("next_check_at", "pk")

    def of_gone_regions(self) -> OwnHosts:
        return self.open().filter(region__status=Status.GONE)


def new_token() -> str:
    """160 random bits that fit into one label of a host name."""
    return b32encode(secrets.token_bytes(20)).decode().lower()


class OwnHost(models.Model):
    """A region's claim to a host: requested, proved, live, closed, each a date. A proved one has a ``Domain``."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="own_hosts")
    host = models.CharField(_("Adresse"), max_length=253)  # lower case, ASCII, without a trailing dot
    token = models.CharField(max_length=32, unique=True, default=new_token)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=254)
    proved_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)  # the host pointed here for the first time
    lost_since = models.DateTimeField(null=True)  # the DNS no longer has the proof
    warned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField()
    proof = models.CharField(max_length=20, choices=Proof.choices, default=Proof.NOT_YET)
    pointing = models.CharField(max_length=20, choices=Pointing.choices, default=Pointing.UNKNOWN)
    seen = models.JSONField(default=dict)  # values, place, addresses, edge: for the sentences of tenants.domains.words

    objects: ClassVar[models.Manager[OwnHost]] = OwnHosts.as_manager()

    class Meta:
        ordering = ["requested_at", "pk"]
        constraints = [
            # Several regions may claim a host, so that nobody can block it by claiming first; the proof decides.
            models.UniqueConstraint(
                Lower("host"), condition=Q(proved_at__isnull=False, closed_at__isnull=True), name="own_host_proved_once"
            ),
            models.UniqueConstraint(
                "region", Lower("host"), condition=Q(closed_at__isnull=True), name="own_host_asked_once"
            ),
            models.CheckConstraint(condition=Q(host__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"), name="own_host_form"),
        ]
        indexes = [models.Index(fields=["next_check_at"], name="own_host_due", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return self.in_unicode

    @property
    def in_unicode(self) -> str:
        """As people write it: ``xn--mnster-3ya.de`` is ``münster.de``."""
        try:
            return idna.decode(self.host)
        except idna.IDNAError:
            return self.host

    @property
    def is_proved(self) -> bool:
        return self.proved_at is not None and self.closed_at is None

    @property
    def txt_name(self) -> str:
        return f"_kreislauf.{self.host}"

    @property
    def txt_value(self) -> str:
        return f"kreislauf-proof={self.token}"

    @property
    def cname_target(self) -> str:
        """A name that contains the token: one with our host alone would not prove which region is meant."""
        return f"{self.token}.nachweis.{settings.PLATFORM_HOST}"
