"""Who looked for something was told of a listing that may be it."""

from __future__ import annotations

from django.db import models

from marketplace.listings.models.listing import Listing


class Found(models.Model):
    """One letter: ``offer`` may be what the writer of ``wanted`` looks for. Once for each pair."""

    wanted = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="found")
    offer = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="found_by")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["wanted", "offer"], name="found_once")]
        indexes = [models.Index(fields=["wanted", "at"], name="found_lately")]

    def __str__(self) -> str:
        return f"{self.wanted_id} ← {self.offer_id}"
