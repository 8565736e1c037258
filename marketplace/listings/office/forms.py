"""Forms of the office's pages about the board."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.model_fields import typed
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField
from marketplace.listings.models import Category, Desk, Kind
from marketplace.listings.submit.forms import SubmitForm


class HidingForm(forms.Form):
    reason = LineField(label=_("Grund"), max_length=200, help_text=_("Steht nur im Protokoll."))


class PhoneForm(SubmitForm):
    """A listing that somebody dictates on the telephone."""

    email = AddressField(
        label=_("E-Mail-Adresse"),
        required=False,
        help_text=_("Ohne Adresse rufen Sie zurück, wenn jemand schreibt oder anruft."),
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    consent = LineField(
        label=_("Einwilligung"),
        max_length=200,
        help_text=_("Wer hat wann wem zugesagt? Zum Beispiel: Frau Petersen am Telefon, 26.11., Ute Brandt."),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        for name in ("agreed", "webseite", "stamp"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("email") and not data.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("phone", _("Eine Adresse oder eine Nummer brauchen wir."))
        return data


class KindForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Kind
        formfield_callback = typed
        fields = ["name", "call", "explained", "days", "is_on", "position"]


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Category
        formfield_callback = typed
        fields = ["name", "days", "note", "position"]


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Desk
        formfield_callback = typed
        fields = ["email", "phone", "numbers"]
        field_classes = {"phone": PhoneField}
        help_texts = {
            "email": _("Hierhin schreiben wir, wenn sich nach drei Runden niemand gefunden hat."),
            "numbers": _("Eine Zeile für jede: Nummer, Doppelpunkt, wem sie gehört."),
        }
