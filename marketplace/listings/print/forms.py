"""Forms of the office's page about paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField
from tenants.places.read import region_places

WHOLE = "alle"


class PlaceForm(forms.Form):
    """Which place's poster. A GET: it changes nothing."""

    ort = forms.ChoiceField(label=_("Ort"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ort"].choices = place_choices()  # type: ignore[attr-defined]


class RecipientForm(forms.Form):
    place = forms.ChoiceField(label=_("Ort"))
    email = AddressField(label=_("E-Mail-Adresse"), help_text=_("Zum Beispiel die des Bürgermeisters im Ort."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices()  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        """Empty for the whole region, as the row has it."""
        place = str(self.cleaned_data["place"])
        return "" if place == WHOLE else place


def place_choices() -> list[tuple[str, object]]:
    return [(WHOLE, _("Ganze Region")), *((place.name, place.name) for place in region_places())]
