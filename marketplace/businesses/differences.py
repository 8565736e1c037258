"""What a changed text changes, for the person who decides on it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kreislauf.places.distance import km_between
from marketplace.businesses.models import TEXTS, Business, Category


class Difference(NamedTuple):
    """A field's name as staff knows it, and its two values in words. Pictures are names, shown as pictures."""

    field: str
    label: str
    before: str
    after: str

    @property
    def is_picture(self) -> bool:
        return self.field == "picture"


def differences(business: Business) -> list[Difference]:
    """In the order of the form; nothing for a business without a pending text."""
    pending: dict[str, Any] = business.pending or {}
    found = [
        Difference(name, _label(name), _words(name, getattr(business, name)), _words(name, pending[name]))
        for name in TEXTS
        if name in pending and name not in ("latitude", "longitude")
    ]
    if "latitude" in pending or "longitude" in pending:
        after = business.proposed()
        found.append(Difference("pin", _("Ort auf der Karte"), _pin(business), _pin(after) + _moved(business, after)))
    return found


def _label(name: str) -> str:
    return str(getattr(Business._meta.get_field(name.removesuffix("_id")), "verbose_name", name))


def _words(name: str, value: Any) -> str:
    if name == "category_id":
        return Category.objects.get(pk=value).name
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return "" if value is None else str(value)


def _pin(business: Business) -> str:
    if business.latitude is None or business.longitude is None:
        return ""
    if business.lies_in_the_middle:
        return _("Mitte der Postleitzahl %(code)s") % {"code": business.postcode}
    return _("von Hand gesetzt")


def _moved(business: Business, after: Business) -> str:
    """How far, so that nobody has to compare degrees."""
    pins = [business.latitude, business.longitude, after.latitude, after.longitude]
    if None in pins:
        return ""
    km = km_between((pins[0], pins[1]), (pins[2], pins[3]))  # type: ignore[arg-type]  # none of them is None
    far = f"{round(km * 1000)} m" if km < 1 else f"{number_format(km, 1)} km"
    return _(", %(far)s vom bisherigen entfernt") % {"far": far}
