"""Whose pages may show a region's board, vouchers or map in a frame."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.embed.hosts import written


class EmbedHost(models.Model):
    """``www.kreis.de``, or ``*.kreis.de`` for all below it; lower case, ASCII."""

    host = models.CharField(_("Adresse der Website"), max_length=255, unique=True)
    # The database holds how many there are: each has one of twenty places.
    place = models.PositiveSmallIntegerField(unique=True)
    added_at = models.DateTimeField()

    MOST = 20
    shown_to_visitors = True  # each frame's policy names them

    class Meta:
        ordering = ["host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(host__regex=r"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$"), name="embed_host_form"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=20), name="embed_host_at_most_20"),
        ]

    def __str__(self) -> str:
        return written(self.host)

    @property
    def source(self) -> str:
        """As a content security policy names it. A demo without certificates has its sites at any port."""
        return f"https://{self.host}" if settings.PUBLIC_SCHEME == "https" else f"http://{self.host}:*"
