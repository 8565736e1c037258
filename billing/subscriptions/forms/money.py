"""Payments and corrections of an invoice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models import Way
from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField
from kreislauf.forms.text_fields import LineField, TextField


class PaymentForm(forms.Form):
    """What the bank statement says; money that went back to the payer is a payment in the other direction."""

    amount = EuroField(label=_("Betrag"), min_cents=1)
    went_back = forms.BooleanField(label=_("Das Geld ging zurück an den Zahler."), required=False)
    paid_on = DayField(label=_("Tag der Wertstellung"))
    way = forms.ChoiceField(label=_("Wie"), choices=Way.choices)
    note = LineField(label=_("Notiz"), max_length=140, required=False)
    key = FormKeyField("payment")

    @property
    def amount_cents(self) -> int:
        cents = int(self.cleaned_data["amount"])
        return -cents if self.cleaned_data["went_back"] else cents


class CreditForm(forms.Form):
    """How much is credited, net; nothing typed means all that is left."""

    net = EuroField(
        label=_("Betrag netto"),
        min_cents=1,
        required=False,
        help_text=_("Leer lassen für alles, was von der Rechnung noch steht: Dann ist sie storniert."),
    )
    reason = TextField(label=_("Grund"), max_length=500, rows=2, help_text=_("Steht auf der Rechnungskorrektur."))
    key = FormKeyField("credit")

    def refuse_amount(self, text: Any) -> None:
        self.add_error("net", text)
