"""Degrees on the map, as a script or a program writes them: nobody types them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class CoordinateField(forms.FloatField):
    """Degrees, with a comma or a point, within Germany."""

    default_error_messages = {"invalid": _("Bitte eine Zahl wie 54,3213.")}

    def __init__(self, *, within: tuple[float, float], **kwargs: Any) -> None:
        self.within = within
        super().__init__(required=False, widget=forms.HiddenInput(), **kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs inherit from whole numbers
        number = super().to_python(str(value).strip().replace(",", ".") if value not in self.empty_values else None)
        return None if number is None else round(number, 6)

    def validate(self, value: Any) -> None:
        if value is not None and not self.within[0] <= value <= self.within[1]:
            raise ValidationError(
                _("Bitte eine Zahl zwischen %(low)s und %(high)s."),
                params={"low": str(self.within[0]).replace(".", ","), "high": str(self.within[1]).replace(".", ",")},
            )

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, float) else value
