"""What businesses offer, what residents order, and the vouchers that come of it. All amounts in euro cents."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.models import Business

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"})


class OfferKind(models.TextChoices):
    FIXED = "fixed", _("Fester Betrag")
    FREE = "free", _("Betrag nach Wahl")
    SERVICE = "service", _("Leistung oder Produkt")


class VatKind(models.TextChoices):
    """§ 3 Abs. 13–15 UStG: single-purpose vouchers are taxed when issued, multi-purpose ones when redeemed."""

    MULTI = "multi", _("Mehrzweck: verschiedene Steuersätze möglich")
    SINGLE = "single", _("Einzweck: ein Steuersatz steht fest")


class Offers(models.QuerySet["Offer"]):
    def on_sale(self) -> Offers:
        """Offers of approved businesses that are published, not stopped, and in stock."""
        return self.filter(
            business__approved_at__isnull=False,
            business__closed_at__isnull=True,
            published_at__isnull=False,
            stopped_at__isnull=True,
        ).exclude(stock_left=0)

    def public(self) -> Offers:
        """Those with a page of their own: on sale, sold out, or stopped after having been on sale."""
        return self.filter(business__approved_at__isnull=False, published_at__isnull=False)

    def in_words(self, text: str) -> Offers:
        """Title, description, business, place or branch contain each of the words, umlauts and case aside."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(title__unaccent__icontains=word)
                | Q(description__unaccent__icontains=word)
                | Q(business__name__unaccent__icontains=word)
                | Q(business__place__unaccent__icontains=word)
                | Q(business__category__name__unaccent__icontains=word)
            )
        return found


class Offer(models.Model):
    """A voucher for sale. ``stock_left`` counts down with each order and is null where there is no limit."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(_("Art"), max_length=8, choices=OfferKind.choices)
    title = models.CharField(_("Titel"), max_length=60)
    description = models.TextField(_("Beschreibung"), max_length=1500, blank=True)
    terms = models.TextField(_("Bedingungen"), max_length=1500, blank=True)
    price_cents = models.PositiveIntegerField(_("Preis"), null=True)
    min_cents = models.PositiveIntegerField(_("mindestens"), null=True)
    max_cents = models.PositiveIntegerField(_("höchstens"), null=True)
    stock_left = models.PositiveIntegerField(_("Stückzahl"), null=True, blank=True)
    vat_kind = models.CharField(_("Umsatzsteuer"), max_length=6, choices=VatKind.choices, default=VatKind.MULTI)
    vat_rate = models.PositiveSmallIntegerField(_("Steuersatz in Prozent"), null=True, blank=True)
    validity_years = models.PositiveSmallIntegerField(_("Gültig in Jahren"), default=3)
    validity_reason = models.CharField(_("Grund für kürzere Gültigkeit"), max_length=200, blank=True)
    picture = models.CharField(_("Bild"), max_length=160, blank=True)  # see kreislauf.pictures
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    glyph = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=254, blank=True)

    objects = Offers.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", price_cents__isnull=True, min_cents__gte=100, max_cents__gte=F("min_cents"))
                | (Q(price_cents__gte=100, min_cents__isnull=True, max_cents__isnull=True) & ~Q(kind="free")),
                name="offer_priced",
            ),
            models.CheckConstraint(
                condition=Q(vat_kind="multi", vat_rate__isnull=True) | Q(vat_kind="single", vat_rate__in=[0, 7, 19]),
                name="offer_taxed",
            ),
            models.CheckConstraint(
                condition=Q(validity_years__gte=3) | ~Q(validity_reason=""), name="offer_short_validity_reasoned"
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="offer_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("vouchers:offer", args=[self.pk, self.slug])

    def valid_until(self, issued_on: date) -> date:
        return end_of_validity(issued_on, years=self.validity_years)

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(self.title.translate(_SPELLED_OUT)) or "gutschein"

    @property
    def cover_seed(self) -> str:
        """The same offer always has the same picture drawn for it."""
        return f"angebot-{self.pk}"

    @property
    def cover_glyph(self) -> str:
        """Needs the business and its category."""
        return self.glyph or self.business.category.glyph

    @property
    def is_on_sale(self) -> bool:
        """Whether it can be bought, stock aside. Needs the business."""
        return bool(
            self.published_at and not self.stopped_at and self.business.approved_at and not self.business.closed_at
        )


def end_of_validity(issued_on: date, *, years: int) -> date:
    """31 December of the year of issue + 3 by default (§§ 195, 199 BGB)."""
    return date(issued_on.year + years, 12, 31)


class Orders(models.QuerySet["Order"]):
    def unmailed(self) -> Orders:
        """Fulfilled, but the buyer's mail has not left yet."""
        return self.filter(fulfilled_at__isnull=False, mailed_at__isnull=True)


class Order(models.Model):
    """A promise: this many of this offer at this price, whatever the offer says later.

    ``token`` opens the buyer's page; ``key`` names the form that was sent, so that sending it twice orders once.
    """

    token = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64, unique=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="orders")
    quantity = models.PositiveSmallIntegerField(default=1)
    unit_cents = models.PositiveIntegerField()
    title = models.CharField(max_length=60)
    terms = models.TextField(blank=True)
    vat_kind = models.CharField(max_length=6, choices=VatKind.choices)
    vat_rate = models.PositiveSmallIntegerField(null=True)
    validity_years = models.PositiveSmallIntegerField()
    email = models.EmailField()
    buyer_name = models.CharField(max_length=120, blank=True)
    is_gift = models.BooleanField(default=False)
    recipient_name = models.CharField(max_length=80, blank=True)
    greeting = models.TextField(max_length=500, blank=True)
    holds_stock = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_index=True)
    fulfilled_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = Orders.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=10), name="order_quantity"),
            models.CheckConstraint(condition=Q(unit_cents__gte=100), name="order_price"),
            models.CheckConstraint(
                condition=Q(expired_at__isnull=True, cancelled_at__isnull=True)
                | Q(fulfilled_at__isnull=True, expired_at__isnull=True)
                | Q(fulfilled_at__isnull=True, cancelled_at__isnull=True),
                name="order_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(holds_stock=True, expired_at__isnull=True, cancelled_at__isnull=True)
                | (
                    Q(holds_stock=False, fulfilled_at__isnull=True)
                    & ~Q(expired_at__isnull=True, cancelled_at__isnull=True)
                ),
                name="order_holds_stock_until_closed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fulfilled_at"],
                condition=Q(fulfilled_at__isnull=False, mailed_at__isnull=True),
                name="order_to_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} × {self.quantity}"

    def get_absolute_url(self) -> str:
        return reverse("vouchers:order", args=[self.token])

    @property
    def total_cents(self) -> int:
        return self.unit_cents * self.quantity

    @property
    def number(self) -> str:
        """What the buyer says on the phone; ``token`` stays secret."""
        return f"{self.pk:05d}"

    def valid_until(self, issued_on: date) -> date:
        return end_of_validity(issued_on, years=self.validity_years)

    @property
    def is_closed(self) -> bool:
        """Nobody waits for its payment: it ran out or was called off. A late payment may still fulfil it."""
        return self.expired_at is not None or self.cancelled_at is not None


class Voucher(models.Model):
    """Worth ``value_cents`` when issued, ``left_cents`` now. ``reserved_cents`` is on its way back to the buyer."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="vouchers")
    position = models.PositiveSmallIntegerField()
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="vouchers")
    code = models.CharField(max_length=24, unique=True)
    value_cents = models.PositiveIntegerField()
    left_cents = models.PositiveIntegerField()
    reserved_cents = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(db_index=True)
    expires_on = models.DateField()
    blocked_at = models.DateTimeField(null=True)
    block_reason = models.CharField(max_length=200, blank=True)
    refund_pending_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="voucher_once_per_order"),
            models.CheckConstraint(
                condition=Q(value_cents__gte=F("left_cents") + F("reserved_cents")), name="voucher_left_within_value"
            ),
        ]

    def __str__(self) -> str:
        return f"…{self.code[-4:]}"

    @property
    def spent_cents(self) -> int:
        return self.value_cents - self.left_cents - self.reserved_cents


class Redemption(models.Model):
    """Money's worth taken off at the counter. ``key`` names the tap, so that a repeated one takes nothing more."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="redemptions")
    amount_cents = models.PositiveIntegerField()
    redeemed_at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=254)
    key = models.CharField(max_length=80)
    left_after_cents = models.PositiveIntegerField()

    class Meta:
        ordering = ["-redeemed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["voucher", "key"], name="redemption_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="redemption_has_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.amount_cents}"


class Reversal(models.Model):
    """A redemption taken back whole, with the reason."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=200)
    reversed_at = models.DateTimeField()
    by = models.CharField(max_length=254)

    def __str__(self) -> str:
        return self.reason


class Withdrawal(models.Model):
    """The buyer's declaration of withdrawal (§ 356a BGB), kept whether or not money went back.

    ``refusal`` says why no money went back by itself: a name out of ``marketplace.vouchers.withdraw``.
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
