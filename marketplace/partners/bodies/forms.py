"""What a partner says about itself, and what staff decides about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField, PostcodeField, TextField, WebAddressField
from kreislauf.pictures.picture_field import PictureField
from marketplace.businesses.hours_field import HoursField
from marketplace.partners.bodies.change import BY_STAFF, CONTACT
from marketplace.partners.models import TEXTS, Body, BodyKind
from marketplace.partners.models.body import NAME_LENGTH
from tenants.places.fields import PlaceField
from tenants.places.forms import PinnedForm


class TextsForm(forms.Form):
    """What staff approves where the partner does not publish by itself."""

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    short = LineField(
        label=_("Kurzname"), max_length=30, required=False, help_text=_("Wie alle ihn nennen. Zum Beispiel: IHK.")
    )
    text_md = TextField(
        label=_("Wer Sie sind und was Sie tun"),
        max_length=5000,
        rows=10,
        required=False,
        help_text=_("Für wen sind Sie da, wobei helfen Sie? **Fett**, - Listen und # Überschriften gehen."),
    )
    logo = PictureField(
        label=_("Logo"), folder="partner", required=False, help_text=_("PNG, JPEG oder WebP, höchstens 25 MB.")
    )
    logo_alt = LineField(
        label=_("Was ist auf dem Logo zu sehen?"),
        max_length=160,
        required=False,
        help_text=_("Für alle, die es nicht sehen können. Leer heißt: Der Name steht daneben, das genügt."),
    )

    def texts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``TEXTS``."""
        data = {**self.cleaned_data, "logo": self.cleaned_data["logo"] or None}
        return {name: data[name] for name in TEXTS}


class ContactForm(PinnedForm):
    """How a partner is reached: its people change that at once."""

    town_field = "town"
    place = None  # type: ignore[assignment]  # a partner has no district of its own
    # As on the page, so that the list of mistakes reads downwards.
    field_order = ["phone", "email", "website", "imprint_url", "street", "postcode", "town", "hours"]

    phone = PhoneField(label=_("Telefon"), required=False)
    email = AddressField(
        label=_("E-Mail-Adresse"), required=False, help_text=_("Steht auf Ihrer Seite. Hierhin schreiben wir auch.")
    )
    website = WebAddressField(label=_("Website"), required=False)
    imprint_url = WebAddressField(
        label=_("Adresse des Impressums"),
        required=False,
        help_text=_("Für das, was Sie hier veröffentlichen, sind Sie verantwortlich. Zum Beispiel: ihk.de/impressum."),
    )
    street = LineField(
        label=_("Straße und Hausnummer"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    postcode = PostcodeField(label=_("Postleitzahl"), required=False)
    town = PlaceField(kind="towns", label=_("Ort"))
    hours = HoursField(label=_("Öffnungszeiten"), help_text=_("Tage ohne Eintrag gelten als geschlossen."))


class BodyForm(OptimisticLock, TextsForm, ContactForm):
    """All that a partner says about itself."""

    names: ClassVar[tuple[str, ...]] = CONTACT
    field_order = [*TEXTS, *ContactForm.field_order]

    def facts(self) -> dict[str, Any]:
        """The cleaned values under the names of the model's columns."""
        return self.texts() | {name: self.cleaned_data[name] for name in self.names}


class OfficeBodyForm(BodyForm):
    """The same with what staff decides. ``key`` makes a double click one partner."""

    names: ClassVar[tuple[str, ...]] = (*BY_STAFF, *CONTACT)
    field_order = ["name", "short", "kind", "publishes_itself", *BodyForm.field_order[2:]]

    kind = forms.ChoiceField(label=_("Art"), choices=BodyKind.choices, initial=BodyKind.OTHER)
    publishes_itself = forms.BooleanField(
        label=_("Veröffentlicht ohne Freigabe"),
        required=False,
        help_text=_("Was die Redaktion dieses Partners freigibt, sehen sofort alle. Sonst geben Sie es frei."),
    )
    key = FormKeyField("body")


def facts_of(body: Body) -> dict[str, Any]:
    """Initial values for any of the forms."""
    return body.texts() | {name: getattr(body, name) for name in OfficeBodyForm.names}


class LeaveForm(forms.Form):
    heir = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Wer betreut die Texte und Termine weiter?"),
        required=False,
        empty_label=_("Niemand: Sie enden"),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = Body.objects.staying().exclude(pk=body.pk).in_order()  # type: ignore[attr-defined]
