"""What a changed text changes, for the person who decides on it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

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
        found.append(Difference("pin", _("Ort auf der Karte"), _pin(business), _pin(after)))
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
    return f"{business.latitude:.5f}, {business.longitude:.5f}"
