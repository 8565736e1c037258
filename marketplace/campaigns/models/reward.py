"""What backers get. All amounts in euro cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.models.campaign import Campaign
from marketplace.campaigns.models.choices import RewardKind
from marketplace.vouchers.models import Offer


class Reward(models.Model):
    """``left`` counts down with each pledge, in one statement, and is null where there is no limit.

    A voucher is one of the business's own offers; ``price_cents`` is then what the voucher is worth.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="rewards")
    kind = models.CharField(_("Art"), max_length=7, choices=RewardKind.choices)
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="rewards", verbose_name=_("Gutschein")
    )
    title = models.CharField(_("Titel"), max_length=80)
    text = models.TextField(_("Beschreibung"), max_length=600, blank=True)
    price_cents = models.PositiveIntegerField(_("Preis"))  # with VAT, without shipping
    vat_rate = models.PositiveSmallIntegerField(_("Steuersatz in Prozent"), null=True, blank=True)
    shipping_cents = models.PositiveIntegerField(_("Versand"), null=True, blank=True)  # null: nothing is sent
    deliver_by = models.DateField(_("Lieferung bis"), null=True, blank=True)
    total = models.PositiveIntegerField(_("Stückzahl"), null=True, blank=True)
    left = models.PositiveIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    # Added to a public campaign: nobody can choose it (``withdrawn_at``) before staff has released it.
    handed_in_at = models.DateTimeField(null=True)
    move_mail_due_at = models.DateTimeField(null=True)  # until everybody has heard of a later day
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - of the form; empty would not be unique

    class Meta:
        ordering = ["position", "price_cents", "pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(move_mail_due_at__isnull=False), name="reward_moved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="voucher", offer__isnull=False) | ~Q(kind="voucher") & Q(offer__isnull=True),
                name="reward_voucher_has_an_offer",
            ),
            models.CheckConstraint(condition=Q(price_cents__gte=100, price_cents__lte=500_000), name="reward_price"),
            models.CheckConstraint(
                condition=Q(total__isnull=True, left__isnull=True)
                | Q(total__isnull=False, left__isnull=False, left__lte=F("total")),
                name="reward_left_within_total",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__isnull=True) | Q(vat_rate__in=[0, 7, 19]), name="reward_vat_rate"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(withdrawn_at__isnull=False), name="reward_waits_withdrawn"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["thing", "service"]) | Q(deliver_by__isnull=False), name="reward_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(kind="thing") | Q(shipping_cents__isnull=True), name="reward_only_things_are_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sold_out(self) -> bool:
        return self.left == 0

    @property
    def is_offered(self) -> bool:
        return self.withdrawn_at is None and not self.is_sold_out
