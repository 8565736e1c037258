"""Withdrawals that were declared with an order number, and wait for the order's own address."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from marketplace.vouchers.models.order import Order

LAPSES_AFTER = timedelta(days=30)
_WAITS = Q(confirmed_at__isnull=True, dismissed_at__isnull=True, lapsed_at__isnull=True)


class Declarations(models.QuerySet["Declaration"]):
    def waiting(self) -> Declarations:
        """Those that name an order of the region and were neither confirmed nor decided by staff."""
        return self.filter(_WAITS, order__isnull=False)

    def due(self, at: datetime) -> Declarations:
        """Those that waited long enough, also the ones that fit no order."""
        return self.filter(_WAITS, declared_at__lte=at - LAPSES_AFTER)


class Declaration(models.Model):
    """What somebody declared with an order number and an address; ``declared_at`` decides about the period.

    ``order`` is the one of that number, ``fits`` says whether it was bought with this address too. Only then somebody
    is written to, at the order's own address.
    """

    number = models.CharField(max_length=9)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="declarations")
    fits = models.BooleanField()
    declared_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    objects = Declarations.as_manager()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "email"],
                condition=Q(dismissed_at__isnull=True, lapsed_at__isnull=True),
                name="declaration_once",
            ),
        ]
        indexes = [models.Index(fields=["declared_at"], condition=_WAITS, name="declaration_waiting")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_over(self) -> bool:
        """Staff has decided, or nobody confirmed it in time."""
        return self.dismissed_at is not None or self.lapsed_at is not None
