"""What goes over the wire about listings: what stands on the page, and never how to reach a person."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.listings.models import Kind, Listing, Outcome, PriceKind, Seller

STATES = ("waiting", "asked", "changed", "public", "rejected", "hidden", "closed")


class KindShape(serializers.Serializer[Kind]):
    kind = serializers.CharField(source="slug")
    name = serializers.CharField()
    categories = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_categories(self, kind: Kind) -> dict[str, str]:
        """Short name → name."""
        return {one.slug: one.name for one in kind.categories.all()}


class PictureShape(serializers.Serializer[Any]):
    url = serializers.SerializerMethodField()
    alt = serializers.CharField()

    def get_url(self, picture: dict[str, str]) -> str:
        return current_region().url + picture_url(picture["name"])


class ListingShape(serializers.Serializer[Listing]):
    """What neighbours see."""

    id = serializers.IntegerField()
    url = serializers.CharField(source="page_address")
    kind = serializers.CharField(source="kind.slug")
    category = serializers.CharField(source="category.slug", default="")
    title = serializers.CharField()
    body = serializers.CharField()
    price_kind = serializers.ChoiceField(choices=PriceKind.choices, allow_blank=True)
    price_cents = serializers.IntegerField(allow_null=True)
    details = serializers.DictField(help_text="Bei Stellen: Umfang, Vertrag, Beginn, Lohn in Cent.")
    pictures = PictureShape(many=True)
    postcode = serializers.CharField()
    place = serializers.CharField()
    seller = serializers.ChoiceField(choices=Seller.choices)
    business = serializers.IntegerField(source="business_id", allow_null=True)
    contact_name = serializers.CharField(source="author_name")
    reserved = serializers.SerializerMethodField()
    shown_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()

    def get_reserved(self, listing: Listing) -> bool:
        return listing.reserved_at is not None


class OwnListingShape(ListingShape):
    """What a business sees of its own besides."""

    shown_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    version = serializers.IntegerField()
    pending = serializers.SerializerMethodField(help_text="Ob eine Änderung auf Freigabe wartet.")

    def get_pending(self, listing: Listing) -> bool:
        return listing.pending is not None
