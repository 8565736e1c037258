"""The house's text fields for forms that are made from a model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from kreislauf.forms.text_fields import AddressField, LineField, TextField

LONGEST_TEXT = 100_000


def typed(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """``formfield_callback = typed`` in a form's Meta: what people type is tidied there as in any other form."""
    kinds = {models.CharField: LineField, models.EmailField: AddressField, models.TextField: TextField}
    kind = kinds.get(type(field))
    if kind is not None and not field.choices:
        kwargs.setdefault("form_class", kind)
    if isinstance(field, models.TextField):
        kwargs.setdefault("max_length", field.max_length or LONGEST_TEXT)
    return field.formfield(**kwargs)
