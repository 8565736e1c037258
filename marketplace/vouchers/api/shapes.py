"""What goes over the wire, in both directions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from kreislauf.web.api_fields import Bool, FormText
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, OfferKind, Order, Redemption, Reversal, VatKind, Voucher
from marketplace.vouchers.offers.forms import OfferForm
from marketplace.vouchers.offers.rules import HIGHEST_CENTS, LOWEST_CENTS, USUAL_YEARS, VALIDITY_YEARS, mistakes, tidy
from marketplace.vouchers.offers.state import OfferState, state_of
from marketplace.vouchers.orders.addresses import order_page
from marketplace.vouchers.orders.forms import BuyForm
from marketplace.vouchers.orders.state import OrderState, state_of_order
from marketplace.vouchers.till.forms import ReversalForm
from marketplace.vouchers.till.redeem import NotRedeemed, why_not

OFFER_STATES = [(state.name.lower(), state.name.lower()) for state in OfferState]
CLOSED = {OrderState.EXPIRED, OrderState.CANCELLED}  # one to a program
ORDER_STATES = [(name, name) for name in [*(state.value for state in OrderState if state not in CLOSED), "closed"]]
MAYBE_CENTS: dict[str, Any] = {"required": False, "allow_null": True, "default": None}
MAYBE_CENTS |= {"min_value": LOWEST_CENTS, "max_value": HIGHEST_CENTS}
VOUCHER_STATES = [(name, name) for name in ("valid", "blocked", "refunded", "nothing_left", "expired")]


class SellerShape(serializers.ModelSerializer[Business]):
    class Meta:
        model = Business
        fields = ["id", "name", "slug", "place"]


class OfferShape(serializers.ModelSerializer[Offer]):
    """An offer as everybody may see it."""

    business = SellerShape()
    kind = serializers.ChoiceField(choices=OfferKind.choices)
    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    picture_url = serializers.SerializerMethodField()
    valid_until = serializers.SerializerMethodField(help_text=_("Der letzte Tag, wenn heute gekauft wird."))

    class Meta:
        model = Offer
        fields = [
            "id",
            "state",
            "kind",
            "title",
            "description",
            "terms",
            "price_cents",
            "min_cents",
            "max_cents",
            "stock_left",
            "vat_kind",
            "vat_rate",
            "valid_until",
            "validity_years",
            "validity_reason",
            "picture_url",
            "picture_alt",
            "url",
            "business",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=OFFER_STATES))
    def get_state(self, offer: Offer) -> str:
        return state_of(offer).name.lower()

    @extend_schema_field(serializers.URLField())
    def get_url(self, offer: Offer) -> str:
        return f"{current_region().url}{offer.get_absolute_url()}"

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_picture_url(self, offer: Offer) -> str | None:
        return f"{current_region().url}{picture_url(offer.picture)}" if offer.picture else None

    @extend_schema_field(serializers.DateField())
    def get_valid_until(self, offer: Offer) -> str:
        return offer.valid_until(timezone.localdate()).isoformat()


class OfferText(serializers.Serializer[Offer]):
    """What a business decides about an offer."""

    kind = serializers.ChoiceField(choices=OfferKind.choices, default=OfferKind.FIXED)
    title = FormText(OfferForm, "title")
    description = FormText(OfferForm, "description", required=False, default="")
    terms = FormText(OfferForm, "terms", required=False, default="")
    price_cents = serializers.IntegerField(**MAYBE_CENTS)
    min_cents = serializers.IntegerField(**MAYBE_CENTS)
    max_cents = serializers.IntegerField(**MAYBE_CENTS)
    stock_left = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=100_000, help_text=_("null: ohne Grenze")
    )
    vat_kind = serializers.ChoiceField(choices=VatKind.choices, default=VatKind.MULTI)
    vat_rate = serializers.IntegerField(required=False, allow_null=True, default=None, help_text=_("0, 7 oder 19"))
    validity_years = serializers.ChoiceField(choices=VALIDITY_YEARS, required=False, default=USUAL_YEARS)
    validity_reason = FormText(OfferForm, "validity_reason", required=False, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As the form judges it; a change is judged together with what stays."""
        before = {name: getattr(self.instance, name) for name in self.text_fields()} if self.instance else {}
        text = tidy(before | {name: attrs[name] for name in self.text_fields() if name in attrs})
        found = mistakes(text)
        if found:
            raise serializers.ValidationError({name: [str(sentence)] for name, sentence in found.items()})
        emptied = {name: value for name, value in text.items() if self.instance and before[name] != value}
        rest = {name: value for name, value in attrs.items() if name not in text}
        return (emptied if self.instance else text) | rest

    @classmethod
    def text_fields(cls) -> list[str]:
        return list(OfferText._declared_fields)


class NewOffer(OfferText):
    publish = Bool(default=True, help_text=_("false: als Entwurf anlegen"))


class ChangedOffer(OfferText):
    publish = Bool(required=False, help_text=_("true: einen Entwurf veröffentlichen"))
    stopped = Bool(required=False, help_text=_("true: anhalten, false: wieder verkaufen"))


class Gift(serializers.Serializer[Any]):
    recipient_name = FormText(BuyForm, "recipient_name", required=False, default="")
    greeting = FormText(BuyForm, "greeting", required=False, default="")


class NewOrder(serializers.Serializer[Any]):
    offer = serializers.IntegerField(min_value=1, max_value=2**62)
    quantity = serializers.IntegerField(min_value=1, max_value=10, default=1)
    unit_cents = serializers.IntegerField(
        min_value=LOWEST_CENTS, max_value=HIGHEST_CENTS, help_text=_("Der Preis, den die Käuferin gesehen hat.")
    )
    email = FormText(BuyForm, "email")
    buyer_name = FormText(BuyForm, "buyer_name", required=False, default="")
    gift = Gift(required=False, allow_null=True, default=None)


class OrderShape(serializers.ModelSerializer[Order]):
    number = serializers.CharField(help_text=_("Was man am Telefon sagt."))
    state = serializers.SerializerMethodField()
    total_cents = serializers.IntegerField()

    class Meta:
        model = Order
        fields = ["number", "state", "offer", "title", "quantity", "unit_cents", "total_cents", "created_at", "is_gift"]

    @extend_schema_field(serializers.ChoiceField(choices=ORDER_STATES))
    def get_state(self, order: Order) -> str:
        state = state_of_order(order)
        return "closed" if state in CLOSED else state.value


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
