"""Which regions were handed the same text lately. The texts are not here, and cannot be guessed from what is."""

from __future__ import annotations

from django.db import models


class Sighting(models.Model):
    """One region was handed a text with this keyed digest. Once for each region, however often."""

    digest = models.CharField(max_length=64)
    region = models.ForeignKey("tenants.Region", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "region"], name="alike_once_a_region")]

    def __str__(self) -> str:
        return self.digest[:8]
