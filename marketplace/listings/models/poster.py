"""Who gets the poster by mail every Friday, to print and to hang up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PosterMail(models.Model):
    """An address for a place. ``mailed_for`` is the last Friday whose poster was sent."""

    place = models.CharField(_("Ort"), max_length=80, blank=True)  # empty: the whole region
    email = models.EmailField(_("E-Mail-Adresse"))
    mailed_for = models.DateField(null=True)

    class Meta:
        ordering = ["place", "email"]
        constraints = [models.UniqueConstraint(fields=["place", "email"], name="poster_mail_once")]

    def __str__(self) -> str:
        return f"{self.email} ({self.place})" if self.place else self.email
