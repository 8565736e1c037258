"""What a backer gets, as the business fills it in: what is not asked of its kind is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import LineField, TextField
from kreislauf.german import german_order
from marketplace.campaigns.models import Campaign, Reward, RewardKind
from marketplace.vouchers.models import Offer, OfferKind
from marketplace.vouchers.offers.rules import VAT_RATES

LARGEST_CENTS = 5_000_00
MOST_OFFERS = 50
KINDS = (
    (RewardKind.VOUCHER, gettext_lazy("Gutschein – kommt sofort per E-Mail und wird an Ihrer Kasse eingelöst")),
    (RewardKind.THING, gettext_lazy("Sache – Sie schicken sie oder geben sie ab")),
    (RewardKind.SERVICE, gettext_lazy("Leistung – zum Beispiel eine Führung hinter die Kulissen")),
    (RewardKind.THANKS, gettext_lazy("Dank – ein Name an der Wand, eine Karte, ein Lächeln")),
)
# What each kind is asked beside title, text, price and number.
ASKED = {
    RewardKind.VOUCHER: {"offer"},
    RewardKind.THING: {"vat_rate", "shipping", "deliver_by"},
    RewardKind.SERVICE: {"vat_rate", "deliver_by"},
    RewardKind.THANKS: {"vat_rate"},
}
CONDITIONAL = {"offer", "vat_rate", "shipping", "deliver_by", "title"}


class RewardForm(Grouped, forms.Form):
    groups: Sequence[Group] = (
        Group(gettext_lazy("Was bekommt man?"), ("kind", "offer", "title", "text")),
        Group(gettext_lazy("Preis und Zahl"), (("price", "total"), "vat_rate")),
        Group(gettext_lazy("Wann und wie kommt es an?"), (("deliver_by", "shipping"),)),
    )

    kind = forms.ChoiceField(
        label=gettext_lazy("Art"), choices=KINDS, widget=forms.RadioSelect, initial=RewardKind.VOUCHER
    )
    offer = forms.ModelChoiceField(
        label=gettext_lazy("Welcher Gutschein?"),
        queryset=Offer.objects.none(),
        required=False,
        empty_label=gettext_lazy("Bitte wählen"),
        help_text=gettext_lazy("Einer Ihrer Gutscheine, die im Verkauf sind."),
    )
    title = LineField(
        label=gettext_lazy("Titel"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Bei einem Gutschein darf er leer bleiben: Dann heißt es wie der Gutschein."),
    )
    text = TextField(label=gettext_lazy("Beschreibung"), max_length=600, rows=3, required=False)
    price = EuroField(
        label=gettext_lazy("Preis"),
        min_cents=100,
        max_cents=LARGEST_CENTS,
        help_text=gettext_lazy("Mit Umsatzsteuer. Wer mag, gibt mehr."),
    )
    total = forms.IntegerField(
        label=gettext_lazy("Wie viele gibt es?"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Leer heißt: so viele, wie gewünscht werden."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Bitte geben Sie eine ganze Zahl ein."),
            "min_value": gettext_lazy("Mindestens eins, oder lassen Sie das Feld leer."),
            "max_value": gettext_lazy("Höchstens 100.000. Für mehr lassen Sie das Feld leer."),
        },
    )
    vat_rate = forms.TypedChoiceField(
        label=gettext_lazy("Umsatzsteuer"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Bitte wählen")), *((rate, f"{rate}\u00a0%") for rate in VAT_RATES)],
        help_text=gettext_lazy("Kleinunternehmer wählen 0 %."),
    )
    deliver_by = DayField(
        label=gettext_lazy("Geliefert bis"),
        required=False,
        help_text=gettext_lazy("Bei Sachen und Leistungen. Später geht, früher nicht mehr."),
    )
    shipping = EuroField(
        label=gettext_lazy("Versandkosten"),
        required=False,
        max_cents=LARGEST_CENTS,
        help_text=gettext_lazy("Bei Sachen, die Sie verschicken. 0 heißt: Der Versand ist dabei. Leer: abholen."),
    )
    key = FormKeyField("reward")

    def __init__(self, data: Any = None, *, campaign: Campaign, reward: Reward | None = None) -> None:
        self.campaign = campaign
        super().__init__(data, initial=_initial(reward) if reward else None)
        self.fields["offer"].queryset = _offers(campaign, reward)  # type: ignore[attr-defined]
        for name in CONDITIONAL:
            self.fields[name].conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind is None:
            return data
        asked = ASKED[RewardKind(kind)]
        for name in ("offer", "vat_rate", "shipping", "deliver_by"):
            if name not in asked:
                data[name] = None
                self.errors.pop(name, None)
        self._check_offer(data)
        if not data.get("title"):
            self._demand("title", _("Bitte geben Sie einen Titel an."), kind != RewardKind.VOUCHER)
        self._demand("vat_rate", _("Welcher Steuersatz gilt?"), "vat_rate" in asked and data.get("vat_rate") is None)
        self._check_day(data.get("deliver_by"), is_asked="deliver_by" in asked)
        return data

    def _check_offer(self, data: dict[str, Any]) -> None:
        offer: Offer | None = data.get("offer")
        if data.get("kind") != RewardKind.VOUCHER or "offer" in self.errors:
            return
        if offer is None:
            self.add_error("offer", _("Bitte wählen Sie einen Gutschein."))
            return
        data["title"] = data.get("title") or offer.title
        cents = data.get("price")
        least, most = _bounds(offer)
        if cents is not None and not least <= cents <= most:
            self.add_error("price", _("So viel kostet dieser Gutschein nicht. Bitte nehmen Sie seinen Preis."))

    def _check_day(self, day: date | None, *, is_asked: bool) -> None:
        if not is_asked or "deliver_by" in self.errors:
            return
        ends_on = self.campaign.ends_on
        self._demand("deliver_by", _("Bis wann liefern Sie?"), day is None)
        if day is not None and day < ends_on:
            text = _("Bitte einen Tag nach dem Ende der Kampagne am %(day)s.") % {"day": date_format(ends_on, "j. F Y")}
            self.add_error("deliver_by", text)

    def _demand(self, name: str, text: str, is_missing: bool) -> None:
        if is_missing and name not in self.errors:
            self.add_error(name, text)

    def values(self) -> dict[str, Any]:
        """Under the names of the columns."""
        data = self.cleaned_data
        same = {name: data[name] for name in ("kind", "offer", "title", "text", "vat_rate", "deliver_by", "total")}
        return same | {"price_cents": data["price"], "shipping_cents": data["shipping"]}


def _bounds(offer: Offer) -> tuple[int, int]:
    if offer.kind == OfferKind.FREE:
        return offer.min_cents or 0, offer.max_cents or 0
    return offer.price_cents or 0, offer.price_cents or 0


def _initial(reward: Reward) -> dict[str, Any]:
    names = ("kind", "offer", "title", "text", "vat_rate", "deliver_by", "total")
    same = {name: getattr(reward, name) for name in names}
    return same | {"price": reward.price_cents, "shipping": reward.shipping_cents}


class MoveForm(forms.Form):
    """Of a reward that somebody may have chosen: a later day."""

    deliver_by = DayField(label=gettext_lazy("Geliefert bis"))

    def __init__(self, data: Any = None, *, reward: Reward) -> None:
        super().__init__(data, initial={"deliver_by": reward.deliver_by})
        self.reward = reward

    def clean_deliver_by(self) -> date:
        day: date = self.cleaned_data["deliver_by"]
        if self.reward.deliver_by and day < self.reward.deliver_by:
            raise forms.ValidationError(_("Früher als versprochen geht immer. Hier steht nur ein späterer Tag."))
        return day


def _offers(campaign: Campaign, reward: Reward | None) -> QuerySet[Offer]:
    """The newest of the business, as many as somebody reads through, and the one that was chosen before."""
    newest = Offer.objects.on_sale().filter(business=campaign.business_id)[:MOST_OFFERS].values("pk")
    chosen = Q(pk=reward.offer_id if reward is not None else None)
    return Offer.objects.filter(Q(pk__in=newest) | chosen).order_by(german_order("title"), "pk")
