"""What a buyer fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import AddressField, LineField, TextField
from kreislauf.mail.typos import meant_address
from kreislauf.money import format_euro
from marketplace.vouchers.models import Offer, OfferKind
from marketplace.vouchers.orders.hold import TooManyAtOnce, most_at_once
from marketplace.vouchers.orders.purchase import Buyer

MOST = 10
QUICK_EUROS = (10, 25, 50, 100)
CHECK = _("Bitte bestätigen Sie das noch.")


class BuyForm(forms.Form):
    """One offer, how many, for whom. The price that the buyer sees travels along, so that nobody pays another one."""

    seen_cents = forms.IntegerField(required=False, widget=forms.HiddenInput)
    amount = EuroField(label=_("Betrag"), required=False)
    quantity = forms.TypedChoiceField(label=_("Anzahl"), coerce=int, initial=1)
    is_gift = forms.BooleanField(label=_("Das wird ein Geschenk"), required=False)
    recipient_name = LineField(label=_("Für wen?"), max_length=80, required=False)
    greeting = TextField(label=_("Ihr Gruß"), max_length=500, rows=3, required=False)
    buyer_name = LineField(
        label=_("Ihr Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(label=_("Ihre E-Mail-Adresse"), help_text=_("Hierhin schicken wir den Gutschein."))
    accepts = forms.BooleanField(
        label=_("Ich habe die Bedingungen und die Hinweise zum Widerruf gelesen."), error_messages={"required": CHECK}
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        left = offer.stock_left
        available = MOST if left is None else min(MOST, left, most_at_once(left))
        quantity = self.fields["quantity"]
        quantity.choices = [(str(n), str(n)) for n in range(1, max(available, 1) + 1)]  # type: ignore[attr-defined]
        quantity.error_messages["invalid_choice"] = (
            _("So viele sind nicht mehr da: Es gibt noch %(left)s.") % {"left": left}
            if available == left
            else at_once(available)
            if available < MOST
            else _("Bitte wählen Sie 1 bis 10 Stück.")
        )
        self._set_up_price(offer)

    def _set_up_price(self, offer: Offer) -> None:
        if offer.kind == OfferKind.FREE:
            del self.fields["seen_cents"]
            self.fields["amount"] = _amount_field(offer)
        else:
            del self.fields["amount"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "seen_cents" in self.fields and cleaned.get("seen_cents") != self.offer.price_cents:
            raise ValidationError(self.price_sentence(), code="price_changed")
        return cleaned

    def price_sentence(self) -> str:
        price = format_euro(self.offer.price_cents or 0)
        return str(_("Der Preis hat sich geändert. Der Gutschein kostet jetzt %(price)s.") % {"price": price})

    @property
    def quick_euros(self) -> list[int]:
        """Amounts to tap, where the buyer chooses one."""
        least, most = self.offer.min_cents or 0, self.offer.max_cents or 0
        return [euros for euros in QUICK_EUROS if least <= euros * 100 <= most]

    @property
    def meant_email(self) -> str:
        return meant_address(self.cleaned_data["email"])

    @property
    def unit_cents(self) -> int:
        """What one voucher costs, in cents."""
        if "amount" in self.fields:
            return int(self.cleaned_data["amount"])
        return int(self.cleaned_data["seen_cents"])

    @property
    def pieces(self) -> int:
        return int(self.cleaned_data["quantity"])

    @property
    def total_cents(self) -> int:
        return self.unit_cents * self.pieces

    @property
    def unprintable(self) -> list[str]:
        """The signs for which the paper would show a dot."""
        return self.buyer.unprintable

    @property
    def buyer(self) -> Buyer:
        data = self.cleaned_data
        return Buyer(
            email=data["email"],
            name=data["buyer_name"],
            is_gift=data["is_gift"],
            recipient_name=data["recipient_name"],
            greeting=data["greeting"],
        )


def too_many(refused: TooManyAtOnce) -> str:
    if refused.most > 0:
        return at_once(refused.most)
    return str(_("Von hier wartet schon eine Bestellung auf ihre Zahlung. Bitte bezahlen Sie diese zuerst."))


def at_once(most: int) -> str:
    return str(_("So viele gehen nicht auf einmal: höchstens %(most)s, nach dem Bezahlen weitere.") % {"most": most})


class SendAgainForm(forms.Form):
    email = AddressField(label=_("Ihre E-Mail-Adresse"), help_text=_("Die, mit der Sie gekauft haben."))


def _amount_field(offer: Offer) -> EuroField:
    limits = {"least": format_euro(offer.min_cents or 0), "most": format_euro(offer.max_cents or 0)}
    field = EuroField(
        label=_("Betrag"),
        min_cents=offer.min_cents,
        max_cents=offer.max_cents,
        help_text=_("Zwischen %(least)s und %(most)s, zum Beispiel 12,50.") % limits,
    )
    field.unit = "€"  # kern/field.html shows it
    return field
