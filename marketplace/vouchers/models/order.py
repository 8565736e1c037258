"""What residents order. All amounts in euro cents."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from marketplace.vouchers.codes import new_order_number
from marketplace.vouchers.models.issuer import Issuer
from marketplace.vouchers.models.offer import Offer, VatKind, end_of_validity

PURPOSE = "voucher"  # of its payments
UNPAID = Q(fulfilled_at__isnull=True, expired_at__isnull=True, cancelled_at__isnull=True)
WITHOUT_MAIL = Q(fulfilled_at__isnull=False, mailed_at__isnull=True)
ENDED = Q(expired_at__isnull=False) | Q(cancelled_at__isnull=False)


class Orders(models.QuerySet["Order"]):
    def unpaid(self) -> Orders:
        """Those that hold pieces and wait for a payment."""
        return self.filter(UNPAID)

    def holding_too_long(self, at: datetime) -> Orders:
        """Unpaid ones whose time is over."""
        return self.unpaid().filter(hold_until__lte=at)


class Order(models.Model):
    """An order: so many of this offer at this price, even if the offer changes later.

    ``token`` opens the buyer's page, ``number`` opens nothing: it is what the buyer says on the phone. ``key`` names
    the form that was sent, so that sending it twice orders once. The issuer stays who owed the value at the sale.

    One whose ``purpose`` is another slice's was never ordered by itself: its voucher came with a purchase there, whose
    number is ``payment_id``, and goes back with it.
    """

    number = models.CharField(max_length=9, default=new_order_number, db_default="")
    token = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, default=PURPOSE, db_default=PURPOSE)
    payment_id = models.BigIntegerField(null=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="orders")
    quantity = models.PositiveSmallIntegerField(default=1)
    unit_cents = models.PositiveIntegerField()  # what the buyer pays for each
    subsidy_cents = models.PositiveIntegerField(default=0, db_default=0)  # added to each: see marketplace.subsidies
    subsidy_by = models.CharField(max_length=80, blank=True, default="", db_default="")  # who adds it
    title = models.CharField(max_length=60)
    terms = models.TextField(blank=True)
    vat_kind = models.CharField(max_length=6, choices=VatKind.choices)
    vat_rate = models.PositiveSmallIntegerField(null=True)
    validity_years = models.PositiveSmallIntegerField()
    issuer_name = models.CharField(max_length=200, default="", db_default="")
    issuer_address = models.CharField(max_length=400, default="", db_default="")
    email = models.EmailField()
    buyer_name = models.CharField(max_length=120, blank=True)
    is_gift = models.BooleanField(default=False)
    recipient_name = models.CharField(max_length=80, blank=True)
    greeting = models.TextField(max_length=500, blank=True)
    holds_stock = models.BooleanField(default=True)
    hold_until = models.DateTimeField(null=True)  # unpaid, it returns its pieces then; null: there is no end of them
    # The buyer's network, keyed and for a day: see orders.hold. Empty once the order is paid.
    placed_from = models.CharField(max_length=40, default="", db_default="")
    created_at = models.DateTimeField()
    fulfilled_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = Orders.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="order_number_once"),
            models.UniqueConstraint(
                fields=["purpose", "payment_id"], condition=Q(payment_id__isnull=False), name="order_once_of_payment"
            ),
            models.CheckConstraint(
                condition=Q(purpose=PURPOSE, payment_id__isnull=True)
                | (~Q(purpose=PURPOSE) & Q(payment_id__isnull=False)),
                name="order_paid_here_or_there",
            ),
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
                condition=WITHOUT_MAIL,
                name="order_to_mail",
            ),
            models.Index(
                fields=["hold_until"],
                condition=UNPAID,
                name="order_holding",
            ),
            models.Index(fields=["placed_from"], condition=~Q(placed_from=""), name="order_placed_from"),
            models.Index(fields=["-created_at", "-id"], condition=WITHOUT_MAIL, name="order_without_mail"),
            models.Index(fields=["-created_at", "-id"], name="order_newest"),
            models.Index(fields=["-created_at", "-id"], condition=UNPAID, name="order_waiting"),
            models.Index(fields=["-created_at", "-id"], condition=ENDED, name="order_ended"),
            GinIndex(
                *(OpClass(Upper(column), name="gin_trgm_ops") for column in ("email", "buyer_name", "title")),
                name="order_words",
            ),
            # Whoever types an address begins with its beginning: a trigram index reads all that any address contains.
            models.Index(OpClass(Upper("email"), name="text_pattern_ops"), name="order_email"),
        ]

    def __str__(self) -> str:
        return f"{self.title} × {self.quantity}"

    def get_absolute_url(self) -> str:
        return reverse("vouchers:order", args=[self.token])

    @property
    def payment(self) -> tuple[str, int]:
        """Purpose and number under which it was paid."""
        return self.purpose, self.pk if self.payment_id is None else self.payment_id

    @property
    def total_cents(self) -> int:
        return self.unit_cents * self.quantity

    @property
    def value_cents(self) -> int:
        """What each of its vouchers is worth."""
        return self.unit_cents + self.subsidy_cents

    @property
    def added_cents(self) -> int:
        """What the region adds to all of it."""
        return self.subsidy_cents * self.quantity

    @property
    def issuer(self) -> Issuer:
        """Frozen in the order. One that was placed while the columns came has none: the business as it is now."""
        if self.issuer_name:
            return Issuer(self.issuer_name, self.issuer_address)
        return Issuer.now(self.offer.business)

    def valid_until(self, issued_on: date) -> date:
        return end_of_validity(issued_on, years=self.validity_years)

    @property
    def is_closed(self) -> bool:
        """Nobody waits for its payment: it ran out or was called off. A late payment may still fulfil it."""
        return self.expired_at is not None or self.cancelled_at is not None
