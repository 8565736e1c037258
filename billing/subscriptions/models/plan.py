"""What a subscription costs: a plan for a kind of region, its dated versions, and their prices by inhabitants."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models import Kind


class Plans(models.QuerySet["Plan"]):
    def offered_to(self, kind: str) -> Plans:
        """Those that a region of this kind can take now."""
        return self.filter(withdrawn_at__isnull=True).filter(Q(kind="") | Q(kind=kind))


class Plan(models.Model):
    """A name under which versions follow each other; withdrawn: nobody takes it any more, who has it keeps it."""

    name = models.CharField(_("Name"), max_length=60, unique=True)
    kind = models.CharField(_("Für"), max_length=20, choices=Kind.choices, blank=True)  # empty: for every kind
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Plan]] = Plans.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def version_on(self, day: date) -> PlanVersion | None:
        """The version that a contract gets that is made on this day."""
        found: PlanVersion | None = self.versions.filter(valid_from__lte=day).order_by("-valid_from", "-pk").first()
        return found


class Every(models.IntegerChoices):
    MONTH = 1, _("monatlich")
    YEAR = 12, _("jährlich")


class PlanVersion(models.Model):
    """Never changed: another price is another version, and a running contract keeps the one that it was made with."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("Gilt ab"))
    every_months = models.PositiveSmallIntegerField(_("Abrechnung"), choices=Every.choices)
    trial_days = models.PositiveSmallIntegerField(
        _("Kostenlose Probezeit in Tagen"), default=0, validators=[MaxValueValidator(366)]
    )
    # Of each card payment in the region: the platform's share, in hundredths of a percent.
    fee_basis_points = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(2000)])
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every_months__in=[1, 12]), name="plan_version_month_or_year"),
            models.CheckConstraint(condition=Q(fee_basis_points__lte=2000), name="plan_version_fee"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.valid_from:%d.%m.%Y})"

    @property
    def fee_percent(self) -> str:
        """``0,5 %``"""
        return f"{self.fee_basis_points / 100:g} %".replace(".", ",")

    def price_cents(self, inhabitants: int) -> int:
        """Net, for one period of ``every_months``. Refuses with ``LookupError`` a version without a tier."""
        tier = self.tiers.filter(from_inhabitants__lte=inhabitants).order_by("-from_inhabitants").first()
        if tier is None:
            raise LookupError(f"{self} has no price for {inhabitants} inhabitants.")
        return int(tier.price_cents)


class Tier(models.Model):
    """The net price of one period, from so many inhabitants on."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="tiers")
    from_inhabitants = models.PositiveIntegerField()
    price_cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["from_inhabitants"]
        constraints = [models.UniqueConstraint(fields=["version", "from_inhabitants"], name="tier_once")]

    def __str__(self) -> str:
        return f"{self.from_inhabitants}: {self.price_cents}"
