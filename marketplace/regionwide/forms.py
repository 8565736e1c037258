"""What is typed about vouchers of the region: who issues them, where a business's money goes, why something ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.bank.forms import IbanField
from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.text_fields import AddressField, LineField, PhoneField
from marketplace.businesses.models import Category
from tenants.places.fields import PlaceField
from tenants.places.forms import PinnedForm


class IssuerForm(Grouped, PinnedForm):
    """As little as buyers must read of whoever owes them the value; the rest is on the entry's own page."""

    town_field = "town"
    name = LineField(
        label=_("Wer gibt die Gutscheine heraus?"),
        max_length=120,
        help_text=_("Zum Beispiel: Stadt Kiel, oder Kiel-Marketing GmbH. So steht es auf jedem Gutschein."),
    )
    street = LineField(label=_("Straße und Hausnummer"), max_length=120)
    town = PlaceField(kind="towns", label=_("Ort"))
    place = PlaceField(kind="districts", label=_("Ortsteil"))
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Branche"),
        empty_label=_("Bitte wählen"),
        help_text=_("Unter ihr stehen der Herausgeber und seine Gutscheine im Verzeichnis."),
        error_messages={"required": _("Bitte wählen Sie eine Branche.")},
    )
    email = AddressField(
        label=_("E-Mail-Adresse"), help_text=_("Dorthin schreiben Käuferinnen und Käufer, wenn sie antworten.")
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    groups = (
        Group(_("Herausgeber"), ("name", "category")),
        Group(_("Anschrift"), ("street", ("postcode", "town"), "place")),
        Group(_("Kontakt"), ("email", "phone")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["latitude"], self.fields["longitude"]
        self.fields["category"].queryset = Category.objects.in_order()  # type: ignore[attr-defined]

    def entry(self) -> dict[str, Any]:
        """The business's columns."""
        data = {**self.cleaned_data, "place": self.cleaned_data["place"] or self.cleaned_data["town"]}
        data["category_id"] = data.pop("category").pk
        return data


class ParticipationForm(forms.Form):
    name = LineField(label=_("Kontoinhaber"), max_length=70, help_text=_("Genau so, wie ihn Ihre Bank führt."))
    iban = IbanField(label=_("IBAN"), help_text=_("Auf dieses Konto überweist die Region, was Sie eingelöst haben."))


class PayeeForm(ParticipationForm):
    """Of a business that has said before where its money goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iban"].help_text = _(
            "Auf dieses Konto geht ab jetzt, was noch nicht abgerechnet ist. Fertige Abrechnungen behalten ihr Konto."
        )


class EndForm(forms.Form):
    reason = LineField(label=_("Grund"), max_length=200, help_text=_("Der Betrieb liest ihn auf seiner Seite."))
