"""A region's subscription: when it began and ends, what it costs from when on, and the periods that were begun."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from billing.subscriptions.models.plan import PlanVersion


class Subscriptions(models.QuerySet["Subscription"]):
    def running_on(self, day: date) -> Subscriptions:
        return self.filter(started_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Subscription(models.Model):
    """``trial_ends_on`` and ``ends_on`` are the last days; ``ends_on`` is empty while nobody has ended it."""

    region_id = models.BigIntegerField(db_index=True)
    started_on = models.DateField()
    trial_ends_on = models.DateField(null=True)
    started_by = models.CharField(max_length=254)
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=254, blank=True)
    end_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Subscription]] = Subscriptions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_id"], condition=Q(ends_on__isnull=True), name="subscription_one_open_each"
            ),
            models.CheckConstraint(
                condition=Q(trial_ends_on__isnull=True) | Q(trial_ends_on__gte=F("started_on")),
                name="subscription_trial_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.started_on:%d.%m.%Y}"

    @property
    def billed_from(self) -> date:
        """The first day that costs something."""
        return self.trial_ends_on + timedelta(days=1) if self.trial_ends_on else self.started_on

    def is_in_trial(self, day: date) -> bool:
        return self.trial_ends_on is not None and self.started_on <= day <= self.trial_ends_on

    def term_on(self, day: date) -> Term | None:
        """What it costs on this day: of the terms that have begun, the one that was agreed last."""
        terms = self.terms.select_related("version__plan").filter(from_on__lte=day)
        found: Term | None = terms.order_by("-from_on", "-pk").first()
        return found

    @property
    def next_begins_on(self) -> date:
        """The first day that no period holds yet."""
        last = self.periods.order_by("-begins_on").first()
        return last.ends_on + timedelta(days=1) if last else self.billed_from


class Term(models.Model):
    """What was agreed: a version of a plan and the price taken from it. Never changed, only followed by another."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="terms")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="terms")
    from_on = models.DateField()
    inhabitants = models.PositiveIntegerField()
    price_cents = models.PositiveBigIntegerField()  # net, for one period
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=254)

    class Meta:
        ordering = ["from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.from_on:%d.%m.%Y}"


class Period(models.Model):
    """A month or a year that was begun: one supply, which is invoiced once."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="periods")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="periods")
    begins_on = models.DateField()
    ends_on = models.DateField()
    price_cents = models.PositiveBigIntegerField()  # net

    class Meta:
        ordering = ["begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "begins_on"], name="period_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="period_ends_after_beginning"),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on:%d.%m.%Y} – {self.ends_on:%d.%m.%Y}"
