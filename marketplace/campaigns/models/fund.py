"""Pots that match pledges. All amounts in euro cents. A match is a promise of the pot, no money that we hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from marketplace.businesses.models import Business
from marketplace.campaigns.models.campaign import SCOPE, Campaign
from marketplace.campaigns.models.choices import GiverKind
from marketplace.campaigns.models.pledge import Pledge
from marketplace.partners.models import Body


class MatchFund(models.Model):
    """``left_cents`` is moved only under the row's lock, in the transaction of the pledge's payment."""

    name = models.CharField(_("Name"), max_length=80)
    lead = models.CharField(_("In einem Satz"), max_length=300, blank=True)
    giver_kind = models.CharField(_("Wessen Geld"), max_length=7, choices=GiverKind.choices)
    # Who gives it; neither: the region itself.
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="funds", verbose_name=_("Partner")
    )
    business = models.ForeignKey(
        Business, null=True, blank=True, on_delete=models.PROTECT, related_name="funds", verbose_name=_("Betrieb")
    )
    budget_cents = models.PositiveBigIntegerField(_("Im Topf"))
    left_cents = models.PositiveBigIntegerField()
    factor_percent = models.PositiveSmallIntegerField(_("Aufschlag in Prozent"), default=100)  # 100: doubles
    cap_per_pledge = models.PositiveIntegerField(_("Höchstens je Unterstützung"), null=True, blank=True)
    cap_per_person = models.PositiveIntegerField(_("Höchstens je Person"), null=True, blank=True)
    cap_per_campaign = models.PositiveIntegerField(_("Höchstens je Kampagne"), null=True, blank=True)
    # {"categories": [pk], "postcodes": ["44137"], "first": n, "hours": [17, 19]}: what is left out limits nothing
    only = models.JSONField(_("Nur für"), default=dict, blank=True)
    starts_at = models.DateTimeField(_("Von"))
    ends_at = models.DateTimeField(_("Bis"))
    is_de_minimis = models.BooleanField(_("De-minimis-Beihilfe"), default=False)
    authority = models.CharField(_("Bewilligende Stelle"), max_length=160, blank=True)
    key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)  # its giver was written to; none again once it is filled again

    shown_to_visitors = True

    class Meta:
        ordering = ["ends_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(left_cents__lte=F("budget_cents")), name="fund_left_within_budget"),
            models.CheckConstraint(condition=Q(budget_cents__gte=100), name="fund_has_a_budget"),
            models.CheckConstraint(
                condition=Q(factor_percent__gte=1, factor_percent__lte=500), name="fund_factor_percent"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="fund_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(body__isnull=True) | Q(business__isnull=True), name="fund_one_giver"),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(closed_at__isnull=True), name="fund_open")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:funds:fund", urlconf="kreislauf.urls_region", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(spelled_out(self.name))[:60].strip("-") or "topf"

    @property
    def giver(self) -> str:
        """Whose pot it is; an empty text for the region itself."""
        return str(self.body or self.business or "")

    @property
    def is_public_money(self) -> bool:
        return self.giver_kind == GiverKind.PUBLIC

    @property
    def is_of_region(self) -> bool:
        """Public money, or a pot that nobody else gives: whether the region pays for it."""
        return self.is_public_money or (self.body_id is None and self.business_id is None)

    @property
    def reserved_cents(self) -> int:
        return self.budget_cents - self.left_cents

    @property
    def last_day(self) -> date:
        """On which it is open, in the region's time zone."""
        return timezone.localdate(self.ends_at - timedelta(seconds=1))

    def is_over(self, at: datetime) -> bool:
        """Whether nothing comes out of it any more, however much is left."""
        return self.closed_at is not None or at >= self.ends_at

    @property
    def page_scopes(self) -> tuple[str, ...]:
        return (SCOPE,)


class Grant(models.Model):
    """What a pot gives to one campaign in the end: public money by one decision, with its number."""

    fund = models.ForeignKey(MatchFund, on_delete=models.PROTECT, related_name="grants")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="grants")
    cents = models.PositiveBigIntegerField()
    number = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    decided_on = models.DateField(_("Bewilligt am"))
    nace = models.CharField(_("NACE-Code"), max_length=10, blank=True)
    granted_at = models.DateTimeField()
    by = models.CharField(max_length=254)
    paid_at = models.DateTimeField(null=True)
    payments = models.PositiveSmallIntegerField(
        default=0, db_default=0
    )  # how often it was noted, after taken back ones
    recipient = models.JSONField(default=list, db_default=[])  # name and address as they were, a line each
    cut_cents = models.PositiveBigIntegerField(default=0, db_default=0)  # set aside, not granted, and back in the pot
    reason = models.CharField(max_length=300, blank=True, db_default="")  # why less was granted than set aside
    registered_on = models.DateField(null=True)  # in the register of de-minimis aid, Art. 6 Regulation (EU) 2023/2831

    shown_to_visitors = False

    class Meta:
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "campaign"], name="grant_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="grant_has_amount"),
            models.CheckConstraint(condition=Q(cut_cents=0) | ~Q(reason=""), name="grant_cut_for_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.campaign)


class Match(models.Model):
    """What a pot has set aside for one pledge. ``person`` is a keyed hash, for the cap of a person."""

    fund = models.ForeignKey(MatchFund, on_delete=models.PROTECT, related_name="matches", db_index=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="matches")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="matches", db_index=False)
    cents = models.PositiveIntegerField()
    person = models.CharField(max_length=64, blank=True)
    reserved_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    release_reason = models.CharField(max_length=20, blank=True)
    round = models.PositiveSmallIntegerField(default=1, db_default=1)  # how often it was set aside, after won disputes
    grant = models.ForeignKey(Grant, null=True, on_delete=models.PROTECT, related_name="matches")

    class Meta:
        ordering = ["-reserved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "pledge"], name="match_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="match_has_amount"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(grant__isnull=True), name="match_released_or_granted"
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "fund"], include=["cents"], condition=Q(released_at__isnull=True), name="match_kept"
            ),
            models.Index(
                fields=["fund", "person"], include=["cents"], condition=Q(released_at__isnull=True), name="match_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.cents}"
