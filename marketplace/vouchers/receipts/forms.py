"""What is tapped at the counter for a receipt."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import AddressField
from marketplace.vouchers.models import Redemption

RATES = (19, 7, 0)


class SplitForm(forms.Form):
    """All at one rate by one tap, or an amount for each."""

    cents_19 = EuroField(label=_("zu 19 %"), required=False, min_cents=0)
    cents_7 = EuroField(label=_("zu 7 %"), required=False, min_cents=0)
    cents_0 = EuroField(label=_("ohne Umsatzsteuer"), required=False, min_cents=0)
    all_at = forms.TypedChoiceField(
        coerce=int, choices=[(rate, rate) for rate in RATES], required=False, empty_value=None, widget=forms.HiddenInput
    )

    def cents(self, redemption: Redemption) -> dict[int, int]:
        chosen = self.cleaned_data["all_at"]
        if chosen is not None:
            return {rate: redemption.amount_cents if rate == chosen else 0 for rate in RATES}
        return {rate: self.cleaned_data[f"cents_{rate}"] or 0 for rate in RATES}


class ReceiptMailForm(forms.Form):
    email = AddressField(
        label=_("E-Mail-Adresse"),
        help_text=_("Wir schicken den Beleg einmal und vergessen die Adresse."),
    )
