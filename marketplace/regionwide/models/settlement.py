"""What the region transfers to a business for vouchers that it took, and the files that tell its bank to."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.bank.payouts.models import AbstractRun, AbstractSettlement, Settlements
from marketplace.businesses.models import Business


class Run(AbstractRun):
    class Meta(AbstractRun.Meta):
        indexes = [models.Index(fields=["-made_at", "-id"], name="regionwide_run_newest")]


class Settlement(AbstractSettlement):
    """What a business had taken before ``until``, less what was reversed, and no earlier settlement has."""

    number_prefix = "RG"

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="regional_settlements")
    until = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="settlements")

    objects = Settlements["Settlement"].as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="regionwide_settlement_has_amount")]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="regionwide_settlement_newest"),
            models.Index(fields=["business", "-made_at", "-id"], name="regionwide_settlement_of"),
            models.Index(fields=["id"], condition=Q(paid_at__isnull=True), name="regionwide_settlement_unpaid"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_day(self) -> date:
        """The last one of which claims may be in it."""
        return timezone.localdate(self.until - timedelta(microseconds=1))

    @property
    def until_words(self) -> str:
        """A day that is in it whole, or a moment of the last day."""
        local = timezone.localtime(self.until)
        if local.time() == time():
            return f"{self.last_day:%d.%m.%Y}"
        return _("%(time)s Uhr") % {"time": f"{local:%d.%m.%Y, %H:%M}"}
