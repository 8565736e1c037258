"""The form field in which people type an amount and the code receives cents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.money import (
    AmountTooLarge,
    NegativeAmount,
    NotAnAmount,
    TooPrecise,
    format_euro,
    format_plain,
    parse_euro,
)


class EuroField(forms.Field):
    """Cleans ``12,50`` to ``1250`` cents; what was typed stays in the box when it is refused."""

    widget = forms.TextInput
    unit = "€"  # stands in the box, see kern/field.html
    default_error_messages = {
        "required": _("Bitte geben Sie einen Betrag ein."),
        "invalid": _("Diesen Betrag können wir nicht lesen. Bitte schreiben Sie ihn zum Beispiel so: 12,50."),
        "too_precise": _("Bitte geben Sie höchstens zwei Stellen nach dem Komma ein, zum Beispiel 12,50."),
        "negative": _("Der Betrag darf nicht negativ sein."),
        "min_cents": _("Der Betrag muss mindestens %(limit)s sein."),
        "max_cents": _("Der Betrag darf höchstens %(limit)s sein."),
    }

    def __init__(self, *, min_cents: int | None = None, max_cents: int | None = None, **kwargs: Any) -> None:
        self.min_cents, self.max_cents = min_cents, max_cents
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int):
            return value
        if value is None or not str(value).strip():
            return None
        try:
            return parse_euro(str(value))
        except TooPrecise:
            raise self._refusal("too_precise") from None
        except NegativeAmount:
            raise self._refusal("negative") from None
        except AmountTooLarge:
            limit = self.max_cents if self.max_cents is not None else 1_000_000_000_00
            raise self._refusal("max_cents", limit=format_euro(limit)) from None
        except NotAnAmount:
            raise self._refusal("invalid") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_cents is not None and value < self.min_cents:
            raise self._refusal("min_cents", limit=format_euro(self.min_cents))
        if self.max_cents is not None and value > self.max_cents:
            raise self._refusal("max_cents", limit=format_euro(self.max_cents))

    def prepare_value(self, value: Any) -> Any:
        return format_plain(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def _refusal(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)
