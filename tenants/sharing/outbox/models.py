"""What changed in this region and is not on its card yet."""

from __future__ import annotations

from django.db import models


class Due(models.Model):
    """One row whose card is to be written. Written with the change itself, gone once the card says the same."""

    kind = models.CharField(max_length=32)
    row = models.PositiveBigIntegerField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="sharing_due_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
