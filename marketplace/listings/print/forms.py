"""Forms of the office's page about paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField
from tenants.places.read import region_places


class PlaceForm(forms.Form):
    """Which place's poster; empty for the whole region. A GET: it changes nothing."""

    ort = forms.ChoiceField(label=_("Ort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ort"].choices = place_choices()  # type: ignore[attr-defined]


class RecipientForm(forms.Form):
    place = forms.ChoiceField(label=_("Ort"), required=False)
    email = AddressField(label=_("E-Mail-Adresse"), help_text=_("Zum Beispiel die des Bürgermeisters im Ort."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices()  # type: ignore[attr-defined]


def place_choices() -> list[tuple[str, object]]:
    return [("", _("Ganze Region")), *((place.name, place.name) for place in region_places())]
