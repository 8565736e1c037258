"""What the region transfers to a business for the subsidies of a month, and the files that tell its bank to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.providers.bank_transfer.models import PainVersion
from marketplace.businesses.models import Business
from marketplace.subsidies.models.action import Action


class Run(models.Model):
    """A file (pain.001) with settlements. Withdrawn, it was not given to the bank, and they wait for another one."""

    message_id = models.CharField(max_length=35, unique=True)
    payer_name = models.CharField(_("Kontoinhaber"), max_length=70)
    payer_iban = models.CharField(_("IBAN"), max_length=34)
    payer_bic = models.CharField(_("BIC"), max_length=11, blank=True)
    version = models.CharField(max_length=20, choices=PainVersion.choices)
    file = models.TextField()
    settlements_count = models.PositiveIntegerField()
    amount_cents = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="subsidy_run_newest")]

    def __str__(self) -> str:
        return self.message_id


class Settlements(models.QuerySet["Settlement"]):
    def unpaid(self) -> Settlements:
        return self.filter(paid_at__isnull=True)

    def ready(self) -> Settlements:
        """Those that may go into a file."""
        return self.unpaid().filter(run__isnull=True).exclude(iban="")


class Settlement(models.Model):
    """One action's subsidies for one business, up to the end of ``month`` (its first day), less what came back."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="settlements", db_index=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="settlements")
    month = models.DateField()
    cents = models.PositiveBigIntegerField()
    name = models.CharField(_("Kontoinhaber"), max_length=70, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    made_at = models.DateTimeField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="settlements")
    paid_at = models.DateTimeField(null=True)
    paid_by = models.CharField(max_length=254, blank=True)
    payments = models.PositiveSmallIntegerField(
        default=0, db_default=0
    )  # how often it was noted, after taken back ones

    objects = Settlements.as_manager()

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
