"""What staff fills in where the region transfers money to others: to whom, from which account, and what went wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.bank.asked_about import AskedForm
from billing.bank.forms import BicField, IbanField
from billing.providers.bank_transfer.models import PainVersion
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField


class HolderForm(forms.Form):
    name = LineField(
        label=_("Kontoinhaber"), max_length=70, help_text=_("Genau so, wie ihn die Bank des Betriebs führt.")
    )
    iban = IbanField(label=_("IBAN"))


class PayerForm(OptimisticLock, forms.Form):
    name = LineField(label=_("Kontoinhaber"), max_length=70)
    iban = IbanField(label=_("IBAN des Kontos, von dem überwiesen wird"))
    bic = BicField()
    version = forms.ChoiceField(label=_("Format"), choices=PainVersion.choices)


class PaymentWithdrawalForm(AskedForm):
    """Why a payment that was noted is none. ``in_a_file``: whether its file is still to be executed."""

    STAYS, RETURNED = "bleibt", "zurueck"

    reason = LineField(label=_("Warum?"), max_length=200, help_text=_("Steht danach im Protokoll."))
    where = forms.ChoiceField(
        label=_("Was ist mit der Überweisung?"),
        choices=[
            (STAYS, _("Die Bank führt sie noch aus: Sie bleibt in ihrer Datei.")),
            (RETURNED, _("Die Bank hat sie nicht ausgeführt oder zurückgegeben: Sie kommt in die nächste Datei.")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, in_a_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_a_file:
            del self.fields["where"]


class RepaymentForm(forms.Form):
    """Money came back from a business: only the sum that somebody was asked about."""

    cents = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
