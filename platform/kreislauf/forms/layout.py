"""How forms look everywhere: Django renders each field through KERN's markup, and a form may say how it is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class KernRenderer(TemplatesSetting):
    field_template_name = "kern/field.html"
    form_template_name = "kern/form.html"


class Group(NamedTuple):
    """A heading and the fields under it; a tuple of names stands side by side."""

    heading: str | Promise
    fields: Sequence[str | tuple[str, ...]]
    hint: str | Promise = ""


class FilledGroup(NamedTuple):
    """A group with the form's bound fields in place of their names."""

    heading: str | Promise
    hint: str | Promise
    rows: list[list[BoundField]]


class Grouped(forms.BaseForm):
    """Mixin: ``groups`` puts a long form under headings; ``parts/form.html`` renders them."""

    groups: Sequence[Group] = ()

    def grouped(self) -> Iterator[FilledGroup]:
        """The groups in order; fields that no group names come last, without a heading."""
        named: set[str] = set()
        for heading, fields, hint in self.groups:
            asked = ([names] if isinstance(names, str) else names for names in fields)
            rows = [[name for name in row if name in self.fields] for row in asked]  # a form may drop some
            named.update(name for row in rows for name in row)
            yield FilledGroup(heading, hint, [[self[name] for name in row] for row in rows if row])
        if rest := [[field] for field in self.visible_fields() if field.name not in named]:
            yield FilledGroup("", "", rest)


class DayInput(forms.DateInput):
    """A day in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # Browsers want an ISO date in the value, in every language.
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that a calendar shows: what lies millennia away is a slip of the hand, and no clock reckons with it."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Bitte ein Datum wie 24.12.2026."),
        "far": _("Bitte ein Datum zwischen 1900 und 2199."),
    }

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 1900 <= value.year < 2200:
            raise ValidationError(self.error_messages["far"], code="far")


class PictureInput(forms.FileInput):
    """A picture to upload; ``current_url`` shows the one that is there."""

    current_url: str = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp,image/avif", **(attrs or {})})


class LogoInput(PictureInput):
    """A picture or a drawing (SVG)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/svg+xml,image/png,image/jpeg,image/webp,image/avif", **(attrs or {})})


class ColourField(forms.CharField):
    """A colour as ``#rrggbb``; the hash may be missing and three digits are enough.

    It is typed; a script puts the browser's picker beside it. ``nearest`` is one that would be taken instead.
    """

    nearest = ""

    default_error_messages = {
        "invalid": _(
            "Bitte geben Sie die Farbe mit sechs Ziffern oder Buchstaben von a bis f an, zum Beispiel #00457c."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off", "data-colour": ""}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        digits = str(super().to_python(value) or "").strip().lower().removeprefix("#")
        if not digits:
            return ""
        if re.fullmatch(r"[0-9a-f]{3}", digits):
            digits = "".join(digit * 2 for digit in digits)
        if not re.fullmatch(r"[0-9a-f]{6}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"#{digits}"


def picker_colour(typed: object) -> str:
    """What the browser's picker beside a colour field starts with: it takes nothing but ``#rrggbb``."""
    try:
        return ColourField(required=False).clean(typed) or "#000000"
    except ValidationError:
        return "#000000"
