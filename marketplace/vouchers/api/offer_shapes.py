"""What goes over the wire about offers, in both directions."""

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
from marketplace.vouchers.models import Offer, OfferKind, VatKind
from marketplace.vouchers.offers.forms import OfferForm
from marketplace.vouchers.offers.rules import HIGHEST_CENTS, LOWEST_CENTS, USUAL_YEARS, VALIDITY_YEARS, mistakes, tidy
from marketplace.vouchers.offers.state import OfferState, state_of

OFFER_STATES = [(state.name.lower(), state.name.lower()) for state in OfferState]


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
    price_cents = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=LOWEST_CENTS, max_value=HIGHEST_CENTS
    )
    min_cents = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=LOWEST_CENTS, max_value=HIGHEST_CENTS
    )
    max_cents = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=LOWEST_CENTS, max_value=HIGHEST_CENTS
    )
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
