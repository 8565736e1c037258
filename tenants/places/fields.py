"""A field for a place, with suggestions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse

from kreislauf.forms.text_fields import LineField
from kreislauf.german import german_sort_key
from tenants.places.read import region_postcodes


class PlaceInput(forms.TextInput):
    """A line with suggestions: of the whole region, or, once a script knows the postcode, of that.

    ``kind`` says which of the region's names: ``towns``, ``districts``, or ``names``: districts where there are any.
    """

    template_name = "places/place_input.html"

    def __init__(self, *, kind: str = "names", attrs: dict[str, Any] | None = None) -> None:
        self.kind = kind
        self.narrowed: tuple[str, ...] = ()  # a form that knows the postcode already
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        names = self.narrowed or {one for area in region_postcodes() for one in getattr(area, self.kind)}
        listed = f"{(attrs or {}).get('id', name)}-namen"
        script = {
            "list": listed,
            "data-names": self.kind,
            "data-module": static("places/postcode.js"),
            "data-address": reverse("places:at_postcode"),
        }
        context = super().get_context(name, value, {**(attrs or {}), **script})
        return {**context, "names": sorted(names, key=german_sort_key), "listed": listed}


class PlaceField(LineField):
    """Left empty, it is asked for only where the postcode does not say it already."""

    def __init__(self, *, kind: str = "names", **kwargs: Any) -> None:
        level = "address-level3" if kind == "districts" else "address-level2"
        widget = PlaceInput(kind=kind, attrs={"autocomplete": level})
        super().__init__(**{"max_length": 80, "required": False, "widget": widget, **kwargs})
        self.conditional = kind != "districts"  # then no label says that it may be left out
