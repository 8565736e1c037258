"""What goes over the wire, in both directions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.web.api_fields import FormText
from marketplace.vouchers.models import Order, Redemption, Reversal, Voucher
from marketplace.vouchers.offers.rules import HIGHEST_CENTS, LOWEST_CENTS
from marketplace.vouchers.orders.addresses import order_page
from marketplace.vouchers.orders.forms import BuyForm
from marketplace.vouchers.orders.state import OrderState, state_of_order
from marketplace.vouchers.till.forms import ReversalForm
from marketplace.vouchers.till.redeem import NotRedeemed, why_not

CLOSED = {OrderState.EXPIRED, OrderState.CANCELLED}  # one to a program
ORDER_STATES = [(name, name) for name in [*(state.value for state in OrderState if state not in CLOSED), "closed"]]
VOUCHER_STATES = [(name, name) for name in ("valid", "blocked", "refunded", "nothing_left", "expired")]


class Gift(serializers.Serializer[Any]):
    recipient_name = FormText(BuyForm, "recipient_name", required=False, default="")
    greeting = FormText(BuyForm, "greeting", required=False, default="")


class NewOrder(serializers.Serializer[Any]):
    offer = serializers.IntegerField(min_value=1, max_value=2**62)
    quantity = serializers.IntegerField(min_value=1, max_value=10, default=1)
    unit_cents = serializers.IntegerField(
        min_value=LOWEST_CENTS, max_value=HIGHEST_CENTS, help_text=_("Der Preis, den die Käuferin gesehen hat.")
    )
    subsidy_cents = serializers.IntegerField(
        min_value=0,
        max_value=HIGHEST_CENTS,
        required=False,
        allow_null=True,
        default=None,
        help_text=_("Was die Käuferin als Zuschuss auf jeden Gutschein gesehen hat; ohne Angabe gilt, was es gibt."),
    )
    email = FormText(BuyForm, "email")
    buyer_name = FormText(BuyForm, "buyer_name", required=False, default="")
    gift = Gift(required=False, allow_null=True, default=None)


class OrderShape(serializers.ModelSerializer[Order]):
    number = serializers.CharField(help_text=_("Was man am Telefon sagt."))
    state = serializers.SerializerMethodField()
    subsidy_cents = serializers.IntegerField(help_text=_("Was die Region auf jeden Gutschein legt."))
    total_cents = serializers.IntegerField(help_text=_("Was die Käuferin bezahlt."))

    class Meta:
        model = Order
        fields = [
            *("number", "state", "offer", "title", "quantity", "unit_cents", "subsidy_cents", "total_cents"),
            *("created_at", "is_gift"),
        ]

    @extend_schema_field(serializers.ChoiceField(choices=ORDER_STATES))
    def get_state(self, order: Order) -> str:
        return "closed" if (state := state_of_order(order)) in CLOSED else state.value


class PurchasedVoucher(serializers.ModelSerializer[Voucher]):
    class Meta:
        model = Voucher
        fields = ["code", "value_cents", "left_cents", "expires_on"]


class BuyerOrderShape(OrderShape):
    """An order as its buyer may see it. The buyer is the one who knows its token."""

    url = serializers.SerializerMethodField(help_text=_("Die Seite der Käuferin."))
    vouchers = PurchasedVoucher(many=True, help_text=_("Leer, bis bezahlt ist."))

    class Meta(OrderShape.Meta):
        fields = [*OrderShape.Meta.fields, "token", "url", "vouchers"]

    @extend_schema_field(serializers.URLField())
    def get_url(self, order: Order) -> str:
        return order_page(order)


class PlacedOrder(BuyerOrderShape):
    checkout_url = serializers.URLField(help_text=_("Dort wird bezahlt."))
    unprintable = serializers.ListField(child=serializers.CharField(), help_text=_("Auf dem PDF steht ein Punkt."))

    class Meta(BuyerOrderShape.Meta):
        fields = [*BuyerOrderShape.Meta.fields, "checkout_url", "unprintable"]


class VoucherShape(serializers.ModelSerializer[Voucher]):
    """A voucher as the till of its business may see it."""

    title = serializers.CharField(source="order.title")
    state = serializers.SerializerMethodField()

    class Meta:
        model = Voucher
        fields = ["code", "state", "title", "value_cents", "left_cents", "issued_at", "expires_on"]

    @extend_schema_field(serializers.ChoiceField(choices=VOUCHER_STATES))
    def get_state(self, voucher: Voucher) -> str:
        reason = why_not(voucher, by=self.context["business"], amount_cents=1, at=timezone.now())
        return "valid" if reason is None else snake(reason)


class NewRedemption(serializers.Serializer[Any]):
    code = serializers.CharField(
        max_length=500, help_text=_("Wie getippt oder gescannt; Leerzeichen und Striche stören nicht.")
    )
    amount_cents = serializers.IntegerField(min_value=1, max_value=HIGHEST_CENTS)


class ReversalShape(serializers.ModelSerializer[Reversal]):
    class Meta:
        model = Reversal
        fields = ["reason", "reversed_at", "by"]


class RedemptionShape(serializers.ModelSerializer[Redemption]):
    voucher = serializers.SerializerMethodField(help_text=_("Die letzten vier Zeichen des Codes."))
    title = serializers.CharField(source="voucher.order.title")
    reversal = serializers.SerializerMethodField()

    class Meta:
        model = Redemption
        fields = ["id", "voucher", "title", "amount_cents", "left_after_cents", "redeemed_at", "by", "reversal"]

    def get_voucher(self, redemption: Redemption) -> str:
        return redemption.voucher.code[-4:]

    @extend_schema_field(ReversalShape(allow_null=True))
    def get_reversal(self, redemption: Redemption) -> Any:
        reversal = getattr(redemption, "reversal", None)
        return ReversalShape(reversal).data if reversal else None


class NewReversal(serializers.Serializer[Any]):
    reason = FormText(ReversalForm, "other", allow_blank=False)


def snake(refusal: NotRedeemed) -> str:
    """``NothingLeft`` → ``nothing_left``."""
    name = type(refusal).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
