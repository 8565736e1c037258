"""Larger companies that lend the region's campaign their name, and people who speak for it. Marked as what they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.pictures.settle import PictureNames
from marketplace.partners.models.body import NAME_LENGTH, Body

SHOWN = Q(shown_at__isnull=False)


class Supporter(models.Model):
    """A company with its logo, a sentence and a link; § 5a Abs. 4 UWG: always called „Unterstützer“."""

    name = models.CharField(_("Name"), max_length=NAME_LENGTH)
    sentence = models.CharField(_("Ein Satz"), max_length=200, blank=True)
    url = models.URLField(_("Website"), blank=True)
    logo = models.JSONField(_("Logo"), null=True, blank=True)
    logo_alt = models.CharField(_("Was ist auf dem Logo zu sehen?"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    shown_at = models.DateTimeField(null=True)

    PICTURES = (PictureNames("logo", public=SHOWN),)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_to_visitors(self) -> bool:
        return self.shown_at is not None


class Ambassador(models.Model):
    """A person with a picture and a quote, who has agreed to be shown."""

    name = models.CharField(_("Name"), max_length=80)
    role = models.CharField(_("Funktion"), max_length=120, blank=True)
    quote = models.CharField(_("Was sagt die Person?"), max_length=300)
    supporter = models.ForeignKey(
        Supporter, null=True, blank=True, on_delete=models.CASCADE, related_name="ambassadors"
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.CASCADE, related_name="ambassadors")
    picture = models.JSONField(_("Bild"), null=True, blank=True)
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    consent_note = models.CharField(_("Einwilligung: wann und wie?"), max_length=200)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    shown_at = models.DateTimeField(null=True)

    PICTURES = (PictureNames("picture", public=SHOWN),)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_to_visitors(self) -> bool:
        return self.shown_at is not None
