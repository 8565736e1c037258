"""What a business sends about a listing, judged by the form of its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kreislauf.web.api_fields import Bool, FormText
from marketplace.businesses.models import Business
from marketplace.listings.api.shapes import OwnListingShape
from marketplace.listings.models import Kind, Listing, Outcome, OutcomePlace, PriceKind
from marketplace.listings.submit.forms import TextsForm, initial_of
from marketplace.listings.submit.jobs import JOB_FIELDS, UNITS, wording_hints

MOST_CENTS = 100_000_00


class JobForm(forms.Form):
    """The fields that job listings have besides, for ``FormText``."""

    hours, start, how_to_apply = (JOB_FIELDS[name]() for name in ("hours", "start", "how_to_apply"))


class JobShape(serializers.Serializer[Any]):
    """Only for jobs."""

    hours = FormText(JobForm, "hours", required=False)
    contract = serializers.ChoiceField(
        choices=["unlimited", "limited", "mini", "apprentice", "internship"], required=False
    )
    start = FormText(JobForm, "start", required=False)
    salary_from = serializers.IntegerField(min_value=1, allow_null=True, required=False, help_text=_("In Cent."))
    salary_to = serializers.IntegerField(min_value=1, allow_null=True, required=False, help_text=_("In Cent."))
    salary_unit = serializers.ChoiceField(choices=[unit for unit, _label in UNITS], required=False)
    remote = Bool(required=False)
    how_to_apply = FormText(JobForm, "how_to_apply", required=False)


class ListingText(serializers.Serializer[Listing]):
    """What a business says in a listing. Pictures are added on the page, and stay when a program changes the text."""

    category = serializers.SlugField(max_length=60, required=False, help_text=_("Kurzname des Bereichs der Art."))
    title = FormText(TextsForm, "title", required=False)
    body = FormText(TextsForm, "body", required=False)
    price_kind = serializers.ChoiceField(choices=PriceKind.choices, required=False, allow_blank=True)
    price_cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS, allow_null=True, required=False)
    postcode = FormText(TextsForm, "postcode", required=False, help_text=_("Ohne Angabe die des Betriebs."))
    place = FormText(TextsForm, "place", required=False, help_text=_("Ohne Angabe der des Betriebs."))
    contact_name = FormText(TextsForm, "contact_name", required=False)
    details = JobShape(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As the form judges it; a change is judged together with what stays."""
        kind, business = self._kind(attrs), self.context["business"]
        sent = {name: value for name, value in attrs.items() if name not in ("kind", "details", "category")}
        sent |= attrs.get("details", {})
        if "category" in attrs:
            found = kind.categories.filter(slug=attrs["category"]).values_list("pk", flat=True).first()
            sent["category"] = found or 0
        initial = initial_of(self.instance) if isinstance(self.instance, Listing) else _of_business(business)
        if "postcode" in sent and "place" not in sent:
            initial |= {"place": ""}
        form = TextsForm(initial | sent, kind=kind, business=business, initial=initial)
        unknown = set(sent) - form.fields.keys()
        if unknown:
            sentence = str(_("Das gibt es bei dieser Art von Anzeigen nicht."))
            raise serializers.ValidationError(_by_path({name: [sentence] for name in sorted(unknown)}))
        if not form.is_valid():
            raise serializers.ValidationError(
                _by_path({name: [str(one) for one in said] for name, said in form.errors.items()})
            )
        hints = wording_hints(f"{form.cleaned_data['title']} {form.cleaned_data['body']}") if kind.is_job else []
        return {"kind": kind, "texts": form.texts() | {"pictures": self._pictures()}, "hints": hints}

    def _pictures(self) -> list[dict[str, str]]:
        kept: list[dict[str, str]] = self.instance.proposed().pictures if isinstance(self.instance, Listing) else []
        return kept

    def _kind(self, attrs: dict[str, Any]) -> Kind:
        if isinstance(self.instance, Listing):
            return self.instance.kind
        kind = Kind.objects.of_businesses().filter(slug=attrs["kind"]).first()
        if kind is None:
            raise serializers.ValidationError({"kind": [str(_("Diese Art von Anzeigen gibt es nicht."))]})
        return kind


class NewListing(ListingText):
    kind = serializers.SlugField(max_length=40, help_text=_("Kurzname der Art."))


class ChangedListing(ListingText):
    pass


class ListingReservation(serializers.Serializer[Any]):
    reserved = Bool()


class ListingEnding(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=[(one.value, one.label) for one in (Outcome.DONE, Outcome.WITHDRAWN)])
    where = serializers.ChoiceField(
        choices=OutcomePlace.choices, required=False, allow_blank=True, default="", help_text=_("Nur bei `done`.")
    )


class WrittenListingShape(OwnListingShape):
    hints = serializers.SerializerMethodField(help_text=_("Was man in einer Stellenanzeige besser anders sagt."))

    def get_hints(self, _listing: Listing) -> list[str]:
        found: list[str] = self.context.get("hints", [])
        return found


def _of_business(business: Business) -> dict[str, Any]:
    return {"postcode": business.postcode, "place": business.place, "contact_name": business.contact_name}


def _by_path(said: dict[str, list[str]]) -> dict[str, Any]:
    """What belongs to a job stands under ``details``, as it was sent."""
    own = {name: sentences for name, sentences in said.items() if name not in JOB_FIELDS}
    jobs = {name: sentences for name, sentences in said.items() if name in JOB_FIELDS}
    return own | ({"details": jobs} if jobs else {})
