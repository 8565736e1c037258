"""What comes of a paid order, and what becomes of it. All amounts in euro cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right

from marketplace.businesses.models import Business
from marketplace.vouchers.models.order import Order

REFUNDED = Q(refunded_at__isnull=False) | Q(refund_pending_at__isnull=False)


class Voucher(models.Model):
    """Worth ``value_cents`` when issued, ``left_cents`` now. ``reserved_cents`` is on its way back to the buyer.

    One that is blocked does not pay: by staff, who give a reason and may unblock it, or for good by a chargeback.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="vouchers")
    position = models.PositiveSmallIntegerField()
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="vouchers", db_index=False)
    code = models.CharField(max_length=24, unique=True)
    value_cents = models.PositiveIntegerField()
    subsidy_cents = models.PositiveIntegerField(default=0, db_default=0)  # of the value: what the buyer did not pay
    left_cents = models.PositiveIntegerField()
    reserved_cents = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField()
    expires_on = models.DateField()
    blocked_at = models.DateTimeField(null=True)
    block_reason = models.CharField(max_length=200, blank=True)
    charged_back_at = models.DateTimeField(null=True)
    refund_pending_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="voucher_once_per_order"),
            models.CheckConstraint(
                condition=Q(value_cents__gte=F("left_cents") + F("reserved_cents")), name="voucher_left_within_value"
            ),
            models.CheckConstraint(
                condition=Q(subsidy_cents__lte=F("value_cents")), name="voucher_subsidy_within_value"
            ),
            models.CheckConstraint(
                condition=Q(charged_back_at__isnull=True) | Q(blocked_at__isnull=False),
                name="voucher_charged_back_is_blocked",
            ),
        ]
        # None of them knows what is left: a redemption writes the row where it stands, and no index.
        indexes = [
            models.Index(fields=["-issued_at", "-id"], include=["value_cents"], name="voucher_newest"),
            models.Index(fields=["business", "-issued_at", "-id"], include=["value_cents"], name="voucher_of_business"),
            models.Index(fields=["-issued_at", "-id"], condition=Q(blocked_at__isnull=False), name="voucher_blocked"),
            models.Index(fields=["-issued_at", "-id"], condition=REFUNDED, name="voucher_refunded"),
            models.Index(Right("code", 4), F("issued_at").desc(), name="voucher_code_end"),
        ]

    def __str__(self) -> str:
        return f"…{self.code[-4:]}"

    @property
    def is_void(self) -> bool:
        """Whether it pays nowhere and is shown to nobody as one that does: withdrawn, refunded or blocked."""
        return bool(self.refund_pending_at or self.refunded_at or self.blocked_at)

    @property
    def paid_cents(self) -> int:
        """What the buyer paid for it, and gets back for one that is unused."""
        return self.value_cents - self.subsidy_cents

    @property
    def spent_cents(self) -> int:
        return self.value_cents - self.left_cents - self.reserved_cents


class Redemptions(models.QuerySet["Redemption"]):
    def at_own_counter(self, business: Business) -> Redemptions:
        """What a business took of the vouchers that it sold itself."""
        return self.filter(voucher__business=business, elsewhere__isnull=True)

    def for_the_region(self, business: Business) -> Redemptions:
        """What a business took of the region's vouchers, and the region owes to it."""
        return self.filter(elsewhere=business)

    def taken_by(self, business: Business) -> Redemptions:
        """Both: ask it with a number or with few of them, since it has no index of its own."""
        return self.filter(Q(voucher__business=business, elsewhere__isnull=True) | Q(elsewhere=business))


class Redemption(models.Model):
    """Money's worth taken off at the counter. ``key`` names the tap, so that a repeated one takes nothing more.

    ``elsewhere`` is the business that took it, where it is not the one that sold it: see marketplace.regionwide.
    """

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="redemptions")
    amount_cents = models.PositiveIntegerField()
    redeemed_at = models.DateTimeField()
    by = models.CharField(max_length=254)
    key = models.CharField(max_length=80)
    left_after_cents = models.PositiveIntegerField()
    elsewhere = models.ForeignKey(
        Business, on_delete=models.PROTECT, null=True, related_name="redemptions_for_the_region", db_index=False
    )

    objects = Redemptions.as_manager()

    class Meta:
        ordering = ["-redeemed_at", "-pk"]
        indexes = [
            models.Index(fields=["redeemed_at"], include=["amount_cents", "voucher"], name="redemption_moment"),
            models.Index(
                fields=["elsewhere", "-redeemed_at", "-id"],
                condition=Q(elsewhere__isnull=False),
                name="redemption_elsewhere",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["voucher", "key"], name="redemption_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="redemption_has_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.amount_cents}"

    @property
    def business(self) -> Business:
        """At whose counter it was."""
        return self.elsewhere or self.voucher.business

    @property
    def was_elsewhere(self) -> bool:
        """Whether the region owes it to that business."""
        return self.elsewhere_id is not None


class Reversal(models.Model):
    """The reversal of a whole redemption, with its reason."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=200)
    reversed_at = models.DateTimeField()
    by = models.CharField(max_length=254)

    def __str__(self) -> str:
        return self.reason


class Withdrawal(models.Model):
    """The buyer's declaration of withdrawal (§ 356a BGB), stored whether or not money went back.

    ``refusal`` says why no money went back by itself: a name out of ``marketplace.vouchers.withdrawal.withdraw``.
    """

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="withdrawals")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    declared_at = models.DateTimeField()
    accepted = models.BooleanField()
    refusal = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-declared_at"]
        constraints = [
            models.UniqueConstraint(fields=["voucher"], condition=Q(accepted=True), name="withdrawal_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.declared_at:%d.%m.%Y}"
