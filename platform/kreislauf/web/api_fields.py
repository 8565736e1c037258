"""What the REST API takes from people: judged and tidied by the fields of the page's own form."""

from __future__ import annotations

from typing import Any

from django import forms
from rest_framework import serializers
from rest_framework.fields import empty


def sentences(mistake: forms.ValidationError) -> serializers.ValidationError:
    """The form's refusal as the API's."""
    return serializers.ValidationError([str(message) for message in mistake.messages])


class Bool(serializers.BooleanField):
    """``true`` or ``false``, and nothing that only looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class FormDay(serializers.DateField):
    """A day (ISO 8601) that a form's field judges; null where the form may leave it empty."""

    def __init__(self, form: type[forms.BaseForm], name: str) -> None:
        self.form_field: forms.Field = form.base_fields[name]  # type: ignore[attr-defined]
        super().__init__(allow_null=not self.form_field.required)

    def to_internal_value(self, value: Any) -> Any:
        try:
            return self.form_field.clean(super().to_internal_value(value))
        except forms.ValidationError as mistake:
            raise sentences(mistake) from None


class FormText(serializers.CharField):
    """A text that a form's field cleans: ``FormText(TextsForm, "name")``. It refuses and stores what the page does."""

    def __init__(self, form: type[forms.BaseForm], name: str, **kwargs: Any) -> None:
        self.form_field: forms.Field = form.base_fields[name]  # type: ignore[attr-defined]
        # For the description only: the form's field is asked what is too long and what may be empty.
        kwargs.setdefault("max_length", getattr(self.form_field, "limit", getattr(self.form_field, "max_length", None)))
        kwargs.setdefault("allow_blank", not self.form_field.required)
        super().__init__(**kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        is_empty, data = self.validate_empty_values(data)
        if is_empty:
            return data
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            clean = self.form_field.clean(data)
        except forms.ValidationError as mistake:
            raise sentences(mistake) from None
        if clean == "" and not self.allow_blank:
            self.fail("blank")
        return clean
