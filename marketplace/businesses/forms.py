"""What a business says about itself: texts that staff approves, and facts that change at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import (
    AddressField,
    LineField,
    PhoneField,
    TextField,
    WebAddressField,
    no_web_address,
)
from kreislauf.pictures.picture_field import PictureField
from marketplace.businesses.hours_field import HoursField
from marketplace.businesses.models import AT_ONCE, TEXTS, Business, Category
from marketplace.businesses.services_field import ServicesField
from tenants.places.fields import PlaceField
from tenants.places.forms import PinnedForm


class TextsForm(OptimisticLock, PinnedForm):
    """What staff approves."""

    town_field = "town"
    # As on the page, so that the list of mistakes reads downwards.
    field_order = ["name", "category", *TEXTS[2:]]

    name = LineField(
        validators=[no_web_address],
        label=_("Name des Betriebs"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    category = forms.ModelChoiceField(
        label=_("Branche"),
        queryset=Category.objects.none(),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie eine Branche."),
            "invalid_choice": _("Bitte wählen Sie eine Branche."),
        },
    )
    description = TextField(
        label=_("Beschreibung"),
        max_length=2000,
        rows=6,
        help_text=_("Was gibt es hier, und was ist das Besondere? Drei bis sechs Sätze."),
    )
    services = ServicesField(
        label=_("Leistungen"),
        help_text=_("Was Sie für andere tun, eine Leistung in jeder Zeile. Zum Beispiel: Hochzeitstorten."),
    )
    street = LineField(
        label=_("Straße und Hausnummer"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    town = PlaceField(kind="towns", label=_("Ort"))
    place = PlaceField(
        kind="districts",
        label=_("Ortsteil"),
        help_text=_("Wenn man den Betrieb danach sucht. Er steht im Verzeichnis, der Ort in der Anschrift."),
    )
    delivers = forms.BooleanField(label=_("Es wird geliefert"), required=False)
    delivery_note = LineField(
        label=_("Zur Lieferung"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel: dienstags und freitags im Stadtgebiet, ab 20 €."),
    )
    web_shop = WebAddressField(label=_("Online-Shop"), required=False)
    website = WebAddressField(label=_("Website"), required=False)
    picture = PictureField(
        label=_("Bild"),
        folder="betriebe",
        required=False,
        help_text=_("Quer ist am besten. JPEG, PNG oder WebP, höchstens 25 MB."),
    )
    picture_alt = LineField(
        label=_("Was ist auf dem Bild zu sehen?"),
        max_length=160,
        required=False,
        help_text=_("Für alle, die das Bild nicht sehen können."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.in_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        # The filter and the cards need a place for everybody.
        data["place"] = data.get("place") or data.get("town", "")
        if data.get("picture") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        return data

    def texts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``TEXTS``."""
        data = {**self.cleaned_data, "category_id": self.cleaned_data["category"].pk}
        data["picture"] = data["picture"] or None
        return {name: data[name] for name in TEXTS}


class AtOnceForm(OptimisticLock, forms.Form):
    """What a business changes without asking."""

    hours = HoursField(
        label=_("Öffnungszeiten"),
        help_text=_(
            "Tage ohne Eintrag gelten als geschlossen. Mitternacht ist 0:00; von 0:00 bis 0:00 heißt den ganzen Tag."
        ),
    )
    open_on_holidays = forms.BooleanField(
        label=_("Auch an Feiertagen wie angegeben geöffnet"),
        required=False,
        help_text=_("Sonst gilt der Betrieb an gesetzlichen Feiertagen als geschlossen."),
    )
    changed_hours = LineField(
        label=_("Geänderte Öffnungszeiten"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel: In den Ferien nur vormittags. Steht gut sichtbar über den üblichen Zeiten."),
    )
    changed_hours_until = DayField(
        label=_("Gilt bis"), required=False, help_text=_("Danach verschwindet der Hinweis von selbst.")
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    email = AddressField(
        label=_("E-Mail-Adresse"),
        help_text=_("Nur für uns: Hierhin schreiben wir Ihnen. Sie steht nicht auf der Seite."),
    )
    contact_name = LineField(
        validators=[no_web_address],
        label=_("Ansprechperson"),
        max_length=120,
        required=False,
        help_text=_("Nur für Rückfragen zum Eintrag."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        touched = {name: value for name, value in data.items() if name in self.changed_data}
        for name, sentence in fact_mistakes(touched, {**self.initial, **data}).items():
            if name not in self.errors:
                self.add_error(name, str(sentence))
        return data

    def facts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``AT_ONCE``."""
        return {name: self.cleaned_data[name] for name in AT_ONCE}


class EntryForm(TextsForm, AtOnceForm):
    """All of a business, for staff. ``key`` makes a double click one business."""

    # As on the page, so that the list of mistakes reads downwards.
    field_order = ["name", "category", *TEXTS[2:], *AT_ONCE]
    key = FormKeyField("business")
    # Some of those who phone have no address; they look after their entry through the Rathaus.
    email = AddressField(
        label=_("E-Mail-Adresse"),
        required=False,
        help_text=_("Dorthin geht die Einladung. Ohne Adresse pflegen Sie den Eintrag für den Betrieb."),
    )

    def clean(self) -> dict[str, Any]:
        return {**TextsForm.clean(self), **AtOnceForm.clean(self)}

    def entry(self) -> dict[str, Any]:
        return self.texts() | self.facts()


# What a business says first; the rest is folded and may follow once the entry is approved.
FIRST = (
    *("name", "category", "description", "street", "postcode", "town", "place"),
    *("phone", "email", "contact_name"),
)
LATER = tuple(name for name in (*AT_ONCE, *TEXTS) if name not in (*FIRST, "category_id"))


class RegisterForm(EntryForm):
    """All of a business, by its owner. ``webseite`` is a trap that people do not see and programs fill in."""

    # As on the page, so that the list of mistakes reads downwards.
    field_order = [*FIRST, *LATER, "agreed"]
    email = AddressField(
        label=_("E-Mail-Adresse"),
        help_text=_("Nur für uns: Hierhin schreiben wir Ihnen. Sie steht nicht auf der Seite."),
    )
    agreed = forms.BooleanField(
        label=_("Ich darf für diesen Betrieb sprechen und bin mit den Nutzungsbedingungen einverstanden."),
        error_messages={"required": _("Ohne Ihr Einverständnis dürfen wir den Eintrag nicht annehmen.")},
    )
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, has_terms: bool = True, **kwargs: Any) -> None:
        """Nobody agrees to terms that are not written yet."""
        super().__init__(*args, **kwargs)
        if not has_terms:
            self.fields["agreed"].label = _("Ich darf für diesen Betrieb sprechen.")

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite"))

    @property
    def says_more(self) -> bool:
        """True if the folded part holds something that somebody typed or has to mend."""
        return bool(self.is_bound and {*self.changed_data, *self.errors} & set(LATER))


def fact_mistakes(touched: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, str | Promise]:
    """What is wrong about facts taken together: field → sentence. Only who touches one of them is asked about it."""
    if not {"changed_hours", "changed_hours_until"} & set(touched):
        return {}
    until = whole.get("changed_hours_until")
    if until and not whole.get("changed_hours"):
        return {"changed_hours": _("Was gilt bis zu diesem Tag?")}
    if touched.get("changed_hours_until") and until and until < timezone.localdate():
        return {"changed_hours_until": _("Dieser Tag ist schon vorbei.")}
    return {}


def texts_of(business: Business) -> dict[str, Any]:
    """Initial values: the text as it would be after approval."""
    shown = business.proposed()
    return {**shown.texts(), "place": shown.district, "category": shown.category_id}


def facts_of(business: Business) -> dict[str, Any]:
    return {name: getattr(business, name) for name in AT_ONCE}
