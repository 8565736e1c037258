"""Forms with an address: the postcode says the place where there is only one, and where the pin stands at first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.text_fields import PostcodeField
from kreislauf.places.postcodes import centroid, places_of
from tenants.places.coordinate_field import CoordinateField
from tenants.places.fields import PlaceField
from tenants.places.read import names_at


class PlaceForm(forms.Form):
    """Mixin: a postcode and a place. ``town_field`` names the field that the postcode fills in."""

    town_field: ClassVar[str] = "place"
    postcode = PostcodeField(label=gettext_lazy("Postleitzahl"))
    place = PlaceField(label=gettext_lazy("Ort oder Ortsteil"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        code = data.get("postcode")
        if code and not data.get(self.town_field) and self.town_field not in self.errors:
            widget = self.fields[self.town_field].widget
            widget.narrowed = places_of(code) if widget.kind == "towns" else names_at(code)
            try:
                data[self.town_field] = only_place(code, widget.narrowed)
            except ValidationError as several:
                self.add_error(self.town_field, several)
        return data


class PinnedForm(PlaceForm):
    """Mixin: a pin besides, which a script may move. Without one, an address lies in the middle of its postcode."""

    latitude = CoordinateField(label=gettext_lazy("Breite"), within=(47.2, 55.1))
    longitude = CoordinateField(label=gettext_lazy("Länge"), within=(5.8, 15.1))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        typed = [name for name in ("latitude", "longitude") if data.get(name) is not None]
        moved = bool({"latitude", "longitude"} & set(self.changed_data))
        if len(typed) == 1 and not {"latitude", "longitude"} & set(self.errors):
            missing = "longitude" if typed == ["latitude"] else "latitude"
            self.add_error(missing, _("Für den Ort auf der Karte werden beide Zahlen gebraucht."))
        elif (moved and not typed) or (not moved and "postcode" in self.changed_data):
            data |= pin_at(data.get("postcode", ""))
        return data


def pin_at(code: str) -> dict[str, float | None]:
    """The middle of a postcode under the names of the two columns; both empty where nobody knows it."""
    middle = centroid(code)
    return {"latitude": middle and middle.latitude, "longitude": middle and middle.longitude}


def only_place(code: str, names: Sequence[str]) -> str:
    """The one name there is at a postcode. Refuses where somebody has to say which."""
    if len(names) == 1:
        return names[0]
    if not names:
        raise ValidationError(_("Diese Postleitzahl kennen wir nicht. Bitte schreiben Sie den Ort dazu."))
    said = _("Zur Postleitzahl %(code)s gehören mehrere Orte. Welcher ist es? %(names)s.")
    raise ValidationError(said % {"code": code, "names": ", ".join(names)})
