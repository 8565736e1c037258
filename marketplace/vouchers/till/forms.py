"""What is typed at the counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import LineField
from marketplace.vouchers.till.redeem import MOST_CENTS


class TapAmountField(EuroField):
    def to_python(self, value: Any) -> int | None:
        """An amount that no form takes is more than is on any voucher; the till says how much is on this one."""
        try:
            return super().to_python(value)
        except ValidationError as refusal:
            if refusal.code == "max_cents":
                return MOST_CENTS + 1
            raise


class TapForm(forms.Form):
    """One tap: the code as typed, the amount, and the key by which a repeated tap is recognised."""

    code = forms.CharField(max_length=500, error_messages={"required": _("Bitte geben Sie den Code ein.")})
    amount = TapAmountField(min_cents=1, label=_("Betrag"), required=False)
    all_cents = forms.IntegerField(min_value=1, required=False)
    key = forms.CharField(max_length=60)

    def clean(self) -> dict[str, Any]:
        """„Alles" means the amount that the page showed, not what may be there by now."""
        cleaned = super().clean() or {}
        cleaned["amount_cents"] = cleaned.get("all_cents") or cleaned.get("amount")
        if cleaned["amount_cents"] is None and not self.errors:
            self.add_error("amount", EuroField.default_error_messages["required"])
        return cleaned


REASONS = [
    ("Falscher Betrag", _("Falscher Betrag")),
    ("Falscher Gutschein", _("Falscher Gutschein")),
    ("Der Kauf kam nicht zustande", _("Der Kauf kam nicht zustande")),
    ("", _("Etwas anderes:")),
]


class ReversalForm(forms.Form):
    """Why a redemption is reversed: one tap for the usual reasons, free text for others."""

    usual = forms.ChoiceField(choices=REASONS, required=False)
    other = LineField(max_length=200, required=False)

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("usual") or self.cleaned_data.get("other") or "")
