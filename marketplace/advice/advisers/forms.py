"""Somebody who advises: name, numbers, hours."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField, WebAddressField
from kreislauf.pictures.picture_field import PictureField
from marketplace.advice.advisers.change import ENTRY
from marketplace.advice.models import Adviser
from marketplace.advice.spoken import SPOKEN
from marketplace.advice.writing.forms import topic_choices
from marketplace.businesses.hours_field import HoursField
from marketplace.partners.models import Body


class AdviserForm(OptimisticLock, Grouped, forms.Form):
    name = LineField(label=_("Name"), max_length=120, help_text=_("Oder eine Stelle: Gründungstelefon"))
    role = LineField(label=_("Wofür zuständig"), max_length=160, required=False)
    phone = PhoneField(label=_("Telefon"), required=False)
    email = AddressField(label=_("E-Mail-Adresse"), required=False)
    booking_url = WebAddressField(
        label=_("Termine buchen unter"), required=False, help_text=_("Eine Seite, auf der man sich einträgt.")
    )
    hours = HoursField(label=_("Sprechzeiten"))
    hours_note = LineField(label=_("Zu den Sprechzeiten"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Sprachen"), required=False, choices=list(SPOKEN.items()), widget=forms.CheckboxSelectMultiple
    )
    topic_ids = forms.TypedMultipleChoiceField(
        label=_("Themen"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    talks = LineField(
        label=_("Vorträge"),
        max_length=300,
        required=False,
        help_text=_("Worüber sie bei Vereinen und Betrieben spricht: Kurzarbeit verstehen, Gründen im Nebenerwerb"),
    )
    picture = PictureField(folder="beratung", label=_("Bild"), required=False)
    picture_alt = LineField(label=_("Was ist auf dem Bild zu sehen?"), max_length=160, required=False)
    on_flyer = forms.BooleanField(label=_("Auf Faltblättern nennen"), required=False)

    groups = (
        Group("", ("body", "name", "role")),
        Group(_("So ist die Person zu erreichen"), (("phone", "email"), "booking_url", "hours", "hours_note")),
        Group(_("Wobei sie hilft"), ("topic_ids", "talks", "languages")),
        Group(_("Bild und Faltblatt"), ("picture", "picture_alt", "on_flyer")),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["topic_ids"].choices = topic_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reached = any(cleaned.get(name) for name in ("phone", "email", "booking_url"))
        if not reached and not {"phone", "email", "booking_url"} & set(self.errors):
            self.add_error("phone", _("Bitte eine Telefonnummer, eine E-Mail-Adresse oder eine Seite für Termine."))
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild für Menschen, die es nicht sehen."))
        return cleaned

    def entry(self) -> dict[str, Any]:
        found = {name: value for name, value in self.cleaned_data.items() if name in ENTRY}
        return found | {"picture": found["picture"] or None}


class NewAdviserForm(AdviserForm):
    key = FormKeyField("adviser")
    body = forms.ModelChoiceField(label=_("Partner"), queryset=Body.objects.none(), empty_label=_("Bitte wählen"))

    def __init__(self, data: Any = None, files: Any = None, *, desk_has_body: bool) -> None:
        super().__init__(data, files)
        if desk_has_body:
            del self.fields["body"]
        else:
            cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = Body.objects.staying().in_order()


def initial_of(adviser: Adviser) -> dict[str, Any]:
    found = {name: getattr(adviser, name) for name in ENTRY}
    return found | {"topic_ids": list(adviser.topics.values_list("pk", flat=True))}
