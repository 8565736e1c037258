"""An action: for a time, and as long as its budget lasts, somebody adds to what residents pay for vouchers."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out


class Actions(models.QuerySet["Action"]):
    def running(self, at: datetime) -> Actions:
        """Those that add something to an order of that moment, as long as something is left."""
        return self.filter(published_at__lte=at, stopped_at__isnull=True, starts_at__lte=at, ends_at__gt=at)


class Action(models.Model):
    """„Der Kreis legt 25 % drauf“: who pays 20 € gets a voucher worth 25 €.

    ``left_cents`` is the budget less what orders hold or have: it goes down when one is placed, and up when one is
    closed, withdrawn or charged back. The caps bound what is added to one order, and to all orders of one person.
    """

    name = models.CharField(_("Name der Aktion"), max_length=80)
    giver = models.CharField(_("Wer legt etwas drauf?"), max_length=80)
    decision_number = models.CharField(_("Aktenzeichen des Beschlusses"), max_length=60, blank=True)
    rate_percent = models.PositiveSmallIntegerField(_("Zuschuss in Prozent des Kaufpreises"))
    budget_cents = models.PositiveBigIntegerField(_("Topf"))
    left_cents = models.PositiveBigIntegerField()
    cap_per_order_cents = models.PositiveIntegerField(_("höchstens je Bestellung"), null=True, blank=True)
    cap_per_person_cents = models.PositiveIntegerField(_("höchstens je Person"), null=True, blank=True)
    categories = ArrayField(  # numbers of branches; empty: all
        models.BigIntegerField(), verbose_name=_("Branchen"), default=list, blank=True
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # the first moment that does not count any more
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = Actions.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(left_cents__lte=F("budget_cents")), name="subsidy_within_budget"),
            models.CheckConstraint(condition=Q(rate_percent__range=(1, 100)), name="subsidy_rate"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="subsidy_action_lasts"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="subsidy_action_newest"),
            models.Index(
                fields=["ends_at"],
                condition=Q(published_at__isnull=False, stopped_at__isnull=True),
                name="subsidy_action_running",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subsidies:office:action", args=[self.pk])

    @property
    def slug(self) -> str:
        """The name as it stands in the address of its public page."""
        return slugify(spelled_out(self.name))[:60].strip("-") or "aktion"

    @property
    def shown_to_visitors(self) -> bool:
        """Also one that is stopped: its pages must change."""
        return self.published_at is not None

    @property
    def taken_cents(self) -> int:
        """What orders hold or have."""
        return self.budget_cents - self.left_cents

    def covers(self, category_id: int) -> bool:
        """Whether vouchers of that branch are among them."""
        return not self.categories or category_id in self.categories
