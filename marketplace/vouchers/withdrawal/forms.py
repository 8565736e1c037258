"""Who withdraws, and from which purchase."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, LineField
from marketplace.vouchers.codes import looks_valid, order_number_in
from marketplace.vouchers.models import Order, Voucher


class WithdrawalForm(forms.Form):
    """Step one of „Vertrag widerrufen": who, and which purchase (§ 356a Abs. 2 BGB)."""

    vouchers: list[Voucher] = []
    name = LineField(label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = AddressField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Dieselbe wie bei der Bestellung. Hierhin geht die Eingangsbestätigung."),
    )
    reference = LineField(
        label=_("Gutscheincode oder Bestellnummer"),
        max_length=60,
        help_text=_(
            "Beides steht in der E-Mail mit dem Gutschein. "
            "Mit der Bestellnummer widerrufen Sie alle Gutscheine der Bestellung."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    # The order's page sends its token along: who has that needs no mail to confirm it.
    bestellung = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_reference(self) -> str:
        """A code as it was typed, or an order number as it is stored."""
        typed = str(self.cleaned_data["reference"])
        if looks_valid(typed):
            return typed
        if number := order_number_in(typed):
            return number
        raise forms.ValidationError(
            _("Ein Gutscheincode hat 16 Zeichen, eine Bestellnummer 8, zum Beispiel K7QM-4XPD.")
        )

    @property
    def elsewhere(self) -> Order | None:
        """The order of a voucher that came with another purchase: that one is withdrawn from as a whole."""
        return next((one.order for one in self.vouchers if one.order.payment_id is not None), None)

    @property
    def is_code(self) -> bool:
        return looks_valid(self.cleaned_data["reference"])
