"""What goes over the wire about businesses, in both directions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kreislauf.pictures.stored import picture_url, preview_url
from kreislauf.places.postcodes import places_of
from kreislauf.regions import current_region
from kreislauf.web.api_fields import Bool, FormDay, FormText, sentences
from marketplace.businesses import hours
from marketplace.businesses.forms import AtOnceForm, TextsForm, fact_mistakes, facts_of
from marketplace.businesses.hours_field import typed_from_json
from marketplace.businesses.models import Business, Category
from marketplace.businesses.services_field import MOST_SERVICES
from tenants.places.forms import only_place, pin_at


class SpanShape(serializers.Serializer[Any]):
    day = serializers.IntegerField(min_value=0, max_value=6, help_text=_("0 ist Montag."))
    opens = serializers.CharField(help_text="09:00")
    closes = serializers.CharField(help_text=_("Vor `opens` heißt: nach Mitternacht. Gleich heißt: 24 Stunden."))

    def to_representation(self, instance: hours.Span) -> dict[str, Any]:
        return {"day": instance["day"], "opens": instance["from"], "closes": instance["to"]}


@extend_schema_field(SpanShape(many=True))
class HoursShape(serializers.Field[Any, Any, Any, Any]):
    """All spans of the week, judged as on the page: at most 14, none over another."""

    def to_internal_value(self, data: Any) -> list[hours.Span]:
        field: Any = AtOnceForm.base_fields["hours"]
        try:
            spans: list[hours.Span] = field.clean(typed_from_json(data))
        except forms.ValidationError as mistake:
            raise sentences(mistake) from None
        return spans

    def to_representation(self, value: Any) -> Any:
        return SpanShape(value, many=True).data


class CoordinateShape(serializers.FloatField):
    """Degrees as the page takes them, within Germany; null takes the pin away."""

    def __init__(self, name: str) -> None:
        self.form_field = TextsForm.base_fields[name]
        super().__init__(allow_null=True)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            self.fail("invalid")
        try:
            return self.form_field.clean(str(data))
        except forms.ValidationError as mistake:
            raise sentences(mistake) from None


@extend_schema_field({"type": "array", "items": {"type": "string"}, "maxItems": MOST_SERVICES})
class ServicesShape(serializers.Field[Any, Any, Any, Any]):
    """A list of short phrases, judged as on the page."""

    def to_internal_value(self, data: Any) -> list[str]:
        if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
            raise serializers.ValidationError([str(_("Bitte eine Liste von Texten."))])
        try:
            services: list[str] = TextsForm.base_fields["services"].clean("\n".join(data))
        except forms.ValidationError as mistake:
            raise sentences(mistake) from None
        return services

    def to_representation(self, value: Any) -> Any:
        return list(value)


class BusinessShape(serializers.Serializer[Business]):
    """What neighbours see."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    url = serializers.SerializerMethodField()
    category = serializers.CharField(source="category.slug")
    category_name = serializers.CharField(source="category.name")
    description = serializers.CharField()
    services = ServicesShape(help_text=_("Was der Betrieb für andere tut, je ein kurzer Ausdruck."))
    street = serializers.CharField()
    postcode = serializers.CharField()
    town = serializers.CharField(help_text=_("Der Ort der Anschrift."))
    place = serializers.CharField(help_text=_("Ortsteil; wo es keinen gibt, der Ort."))
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    hours = SpanShape(many=True)
    open_on_holidays = serializers.BooleanField(
        help_text=_("Sonst gelten die Zeiten nicht an gesetzlichen Feiertagen.")
    )
    changed_hours = serializers.SerializerMethodField(help_text=_("Leer, sobald es nicht mehr gilt."))
    open_now = serializers.SerializerMethodField(
        help_text=_("null: geänderte Zeiten gelten, die nur Menschen verstehen.")
    )
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

    def get_open_now(self, business: Business) -> bool | None:
        return business.is_open(timezone.now())

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
    pending = serializers.SerializerMethodField(help_text=_("Was auf Freigabe wartet; null, wenn nichts wartet."))

    def get_pending(self, business: Business) -> dict[str, Any] | None:
        if business.pending is None:
            return None
        shown = _ProposedShape(business.proposed()).data
        changed = {"category" if name == "category_id" else name for name in business.pending}
        return {name: value for name, value in shown.items() if name in changed}


class ChangedBusiness(serializers.Serializer[Business]):
    """Hours and contact count at once, everything else once the Rathaus has approved it."""

    name = FormText(TextsForm, "name")
    category = serializers.SlugRelatedField(queryset=Category.objects.all(), slug_field="slug")
    description = FormText(TextsForm, "description")
    services = ServicesShape()
    street = FormText(TextsForm, "street")
    postcode = FormText(TextsForm, "postcode")
    town = FormText(TextsForm, "town", help_text="Leer: der eine Ort der Postleitzahl.")
    place = FormText(TextsForm, "place")
    latitude = CoordinateShape("latitude")
    longitude = CoordinateShape("longitude")
    delivers = Bool()
    delivery_note = FormText(TextsForm, "delivery_note")
    web_shop = FormText(TextsForm, "web_shop")
    website = FormText(TextsForm, "website")
    hours = HoursShape()
    open_on_holidays = Bool()
    changed_hours = FormText(AtOnceForm, "changed_hours")
    changed_hours_until = FormDay(AtOnceForm, "changed_hours_until")
    phone = FormText(AtOnceForm, "phone")
    email = FormText(AtOnceForm, "email")
    contact_name = FormText(AtOnceForm, "contact_name")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the page's forms ask of several values together."""
        whole = facts_of(self.instance) if self.instance else {}
        mistakes = {name: [str(text)] for name, text in fact_mistakes(attrs, {**whole, **attrs}).items()}
        if len({"latitude", "longitude"} & set(attrs)) == 1:
            mistakes["latitude" if "latitude" in attrs else "longitude"] = ["latitude und longitude gehören zusammen."]
        elif "latitude" in attrs and (attrs["latitude"] is None) != (attrs["longitude"] is None):
            mistakes["longitude"] = ["latitude und longitude gehören zusammen."]
        if mistakes:
            raise serializers.ValidationError(mistakes)
        self._settle_place(attrs)
        return attrs

    def _settle_place(self, attrs: dict[str, Any]) -> None:
        """As in the form: a postcode says its one town, and where the pin stands; a town stands for its district."""
        known = self.instance.proposed() if self.instance else Business()
        code = attrs.get("postcode", known.postcode)
        if attrs.get("town") == "":
            try:
                attrs["town"] = only_place(code, places_of(code))
            except forms.ValidationError as several:
                raise serializers.ValidationError({"town": several.messages}) from None
        if code != known.postcode and "latitude" not in attrs:
            attrs |= pin_at(code)
        if attrs.get("place") == "":
            attrs["place"] = attrs.get("town") or known.town
