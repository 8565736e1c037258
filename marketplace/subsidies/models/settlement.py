"""What the region transfers to a business for the subsidies of a month, and the files that tell its bank to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from billing.bank.payouts.models import AbstractRun, AbstractSettlement, Settlements
from marketplace.businesses.models import Business
from marketplace.subsidies.models.action import Action


class Run(AbstractRun):
    class Meta(AbstractRun.Meta):
        indexes = [models.Index(fields=["-made_at", "-id"], name="subsidy_run_newest")]


class Settlement(AbstractSettlement):
    """One action's subsidies for one business, up to the end of ``month`` (its first day), less what came back."""

    number_prefix = "ZUSCHUSS"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="settlements", db_index=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="settlements")
    month = models.DateField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="settlements")

    objects = Settlements["Settlement"].as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "business", "month"], name="subsidy_settled_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="subsidy_settlement_has_amount"),
        ]
        indexes = [
            models.Index(fields=["-month", "-id"], name="subsidy_settlement_newest"),
            models.Index(fields=["business", "-month", "-id"], name="subsidy_settlement_of"),
            models.Index(fields=["id"], condition=Q(paid_at__isnull=True), name="subsidy_settlement_unpaid"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
