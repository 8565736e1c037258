"""What goes over the wire about businesses, in both directions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url, preview_url
from kreislauf.regions import current_region
from kreislauf.web.api import AddressField
from marketplace.businesses import hours
from marketplace.businesses.forms import AtOnceForm, TextsForm
from marketplace.businesses.models import Business, Category


class SpanShape(serializers.Serializer[Any]):
    day = serializers.IntegerField(min_value=0, max_value=6, help_text="0 ist Montag.")
    opens = serializers.RegexField(r"^([01]\d|2[0-3]):[0-5]\d$", help_text="09:00")
    closes = serializers.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$", help_text="Vor oder gleich `opens` heißt: nach Mitternacht."
    )

    def to_representation(self, instance: hours.Span) -> dict[str, Any]:
        return {"day": instance["day"], "opens": instance["from"], "closes": instance["to"]}

    def to_internal_value(self, data: Any) -> Any:
        clean = super().to_internal_value(data)
        return {"day": clean["day"], "from": clean["opens"], "to": clean["closes"]}


class BusinessShape(serializers.Serializer[Business]):
    """What neighbours see."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    url = serializers.SerializerMethodField()
    category = serializers.CharField(source="category.slug")
    category_name = serializers.CharField(source="category.name")
    description = serializers.CharField()
    street = serializers.CharField()
    postcode = serializers.CharField()
    place = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    hours = SpanShape(many=True)
    changed_hours = serializers.SerializerMethodField(help_text="Leer, sobald es nicht mehr gilt.")
    open_now = serializers.SerializerMethodField()
    delivers = serializers.BooleanField()
    delivery_note = serializers.CharField()
    web_shop = serializers.CharField()
    website = serializers.CharField()
    phone = serializers.CharField()
    picture = serializers.SerializerMethodField()
    picture_alt = serializers.CharField()

    def get_url(self, business: Business) -> str:
        return current_region().url + business.get_absolute_url()

    def get_changed_hours(self, business: Business) -> str:
        return business.special_hours(timezone.localdate())

    def get_open_now(self, business: Business) -> bool:
        return hours.is_open(business.hours, timezone.now())

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_picture(self, business: Business) -> str | None:
        return current_region().url + picture_url(business.picture) if business.picture else None


class _ProposedShape(BusinessShape):
    """What neighbours will see."""

    def get_picture(self, business: Business) -> str | None:
        return current_region().url + preview_url(business.picture) if business.picture else None


class OwnBusinessShape(BusinessShape):
    """What a business sees of itself, with what only the Rathaus sees besides."""

    email = serializers.EmailField()
    contact_name = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "changed", "public", "rejected", "closed"])
    version = serializers.IntegerField()
    pending = serializers.SerializerMethodField(help_text="Was auf Freigabe wartet; null, wenn nichts wartet.")

    def get_pending(self, business: Business) -> dict[str, Any] | None:
        if business.pending is None:
            return None
        shown = _ProposedShape(business.proposed()).data
        changed = {"category" if name == "category_id" else name for name in business.pending}
        return {name: value for name, value in shown.items() if name in changed}


class ChangedBusiness(serializers.Serializer[Any]):
    """Hours and contact count at once, everything else once the Rathaus has approved it."""

    name = serializers.CharField(max_length=120)
    category = serializers.SlugRelatedField(queryset=Category.objects.all(), slug_field="slug")
    description = serializers.CharField(max_length=2000)
    street = serializers.CharField(max_length=120)
    postcode = serializers.CharField(max_length=5)
    place = serializers.CharField(max_length=80)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    delivers = serializers.BooleanField()
    delivery_note = serializers.CharField(max_length=200, allow_blank=True)
    web_shop = serializers.CharField(max_length=200, allow_blank=True)
    website = serializers.CharField(max_length=200, allow_blank=True)
    hours = SpanShape(many=True)
    changed_hours = serializers.CharField(max_length=200, allow_blank=True)
    changed_hours_until = serializers.DateField(allow_null=True)
    phone = serializers.CharField(max_length=40, allow_blank=True)
    email = AddressField()
    contact_name = serializers.CharField(max_length=120, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The same sentences as on the page: each value goes through the form's own field."""
        mistakes: dict[str, list[str]] = {}
        for name in set(attrs) - {"category", "hours"}:
            field = (TextsForm.base_fields | AtOnceForm.base_fields)[name]
            try:
                attrs[name] = field.clean(attrs[name] if attrs[name] is not None else "")
                if name == "postcode":
                    _postcode(attrs[name])
            except forms.ValidationError as mistake:
                mistakes[name] = list(mistake.messages)
        if len({"latitude", "longitude"} & set(attrs)) == 1:
            mistakes["latitude" if "latitude" in attrs else "longitude"] = ["latitude und longitude gehören zusammen."]
        if mistakes:
            raise serializers.ValidationError(mistakes)
        return attrs


def _postcode(text: str) -> None:
    if not (len(text) == 5 and text.isascii() and text.isdecimal()):
        raise forms.ValidationError("Eine Postleitzahl hat fünf Ziffern.")
