"""The office's form: which postcodes are the region's, and how the districts there are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.text_fields import LineField
from kreislauf.places.distance import km_between
from kreislauf.places.postcodes import Pin, Postcode, find, near, postcode
from tenants.places.models import RegionPostcode

AROUND_KM = 25
DISTRICT_LENGTH = 80


class Line(NamedTuple):
    """A postcode to tick. ``km`` is the way from the seat, where anybody knows that."""

    postcode: Postcode
    km: float | None
    ticked: bool
    districts: BoundField | None = None


class ChoiceForm(forms.Form):
    """``plz`` holds the ticked ones. A search adds what it finds to what may be ticked, and loses nothing."""

    q = LineField(label=gettext_lazy("Postleitzahl oder Ort"), max_length=60, required=False)

    def __init__(self, data: QueryDict | None, *, seat: Pin | None) -> None:
        super().__init__(data)
        self.seat = seat
        saved = dict(RegionPostcode.objects.values_list("code", "districts"))
        codes = data.getlist("plz")[:2000] if data is not None else saved.keys()
        self.chosen = {one.code: one for code in sorted(codes) if (one := postcode(code))}
        for code in self.chosen:
            label = _("Ortsteile in %(code)s") % {"code": code}
            known = ", ".join(saved.get(code, []))
            self.fields[_name(code)] = LineField(label=label, max_length=600, required=False, initial=known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.chosen and not self.is_search:
            self.add_error(None, _("Bitte wählen Sie mindestens eine Postleitzahl."))
        for code in self.chosen:
            if any(len(name) > DISTRICT_LENGTH for name in _split(data.get(_name(code), ""))):
                said = _("Ein Ortsteil hat höchstens %(length)s Zeichen. Trennen Sie die Namen durch Kommas.")
                self.add_error(_name(code), said % {"length": DISTRICT_LENGTH})
        return data

    @property
    def is_search(self) -> bool:
        return "suchen" in self.data

    def districts(self) -> Mapping[str, list[str]]:
        """What was ticked, as ``choose_postcodes`` wants it."""
        return {code: _split(self.cleaned_data[_name(code)]) for code in self.chosen}

    def own(self) -> list[Line]:
        return [self._line(one, ticked=True) for one in self.chosen.values()]

    def found(self) -> list[Line]:
        return self._others(find(self.cleaned_data.get("q", "")) if self.is_bound and self.is_valid() else ())

    def around(self) -> list[Line]:
        """What lies around the seat and was not found already."""
        found = {line.postcode.code for line in self.found()}
        nearby = near(*self.seat, km=AROUND_KM) if self.seat else []
        return self._others(one for one in nearby if one.code not in found)

    def _others(self, postcodes: Iterable[Postcode]) -> list[Line]:
        return [self._line(one, ticked=False) for one in postcodes if one.code not in self.chosen]

    def _line(self, one: Postcode, *, ticked: bool) -> Line:
        km = km_between(self.seat, one.middle) if self.seat else None
        return Line(one, km, ticked, self[_name(one.code)] if ticked else None)


def _name(code: str) -> str:
    return f"ortsteile-{code}"


def _split(text: str) -> list[str]:
    """``Gaarden, Ellerbek`` as a list, each once."""
    return list(dict.fromkeys(filter(None, (name.strip() for name in text.split(",")))))
