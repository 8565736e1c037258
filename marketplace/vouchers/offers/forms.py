"""The business writes an offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField, TextField
from kreislauf.pictures.picture_field import PictureField
from marketplace.vouchers.models import Offer, OfferKind, VatKind, end_of_validity
from marketplace.vouchers.offers.rules import USUAL_YEARS, VALIDITY_YEARS, VAT_RATES, mistakes, tidy

# The form's names for what the model counts in cents.
AMOUNTS = {"price": "price_cents", "minimum": "min_cents", "maximum": "max_cents"}
COLUMNS = {**AMOUNTS, "stock_shown": "stock_left"}
NAMES = {column: name for name, column in AMOUNTS.items()}
# Shown and asked for where another answer needs them (vouchers/office.css), so neither required nor optional as such.
CONDITIONAL = (*AMOUNTS, "vat_rate", "validity_reason")
SHOWN = "stock_shown"


class OfferForm(OptimisticLock, Grouped, forms.Form):
    unlocked = ("stock_left",)  # sales change it, see ``refuse_stock``

    kind = forms.ChoiceField(
        label=_("Was für ein Gutschein ist es?"),
        choices=[
            (OfferKind.FIXED, _("Fester Betrag – zum Beispiel 25 € für alles im Laden")),
            (OfferKind.FREE, _("Betrag nach Wahl – die Käuferin bestimmt, wie viel")),
            (OfferKind.SERVICE, _("Leistung oder Produkt – zum Beispiel ein Frühstück für zwei")),
        ],
        widget=forms.RadioSelect,
        initial=OfferKind.FIXED,
    )
    title = LineField(
        max_length=60, label=_("Titel"), help_text=_("Höchstens 60 Zeichen. Zum Beispiel: Frühstück für zwei.")
    )
    description = TextField(
        max_length=1500,
        rows=4,
        label=_("Beschreibung"),
        required=False,
        help_text=_("Was bekommen die Menschen dafür?"),
    )
    price = EuroField(label=_("Preis in Euro"), required=False)
    minimum = EuroField(label=_("Mindestens"), required=False)
    maximum = EuroField(label=_("Höchstens"), required=False)
    stock_left = forms.IntegerField(
        label=_("Wie viele gibt es noch?"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Leer heißt: so viele, wie gewünscht werden."),
        error_messages={
            "invalid": _("Bitte geben Sie eine ganze Zahl ein."),
            "min_value": _("Weniger als null geht nicht."),
            "max_value": _("Höchstens 100.000. Für mehr lassen Sie das Feld leer."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    # How many the page said there are: some may be sold while somebody types.
    stock_shown = forms.IntegerField(required=False, widget=forms.HiddenInput)
    terms = TextField(
        max_length=1500,
        rows=3,
        label=_("Bedingungen"),
        required=False,
        help_text=_("Zum Beispiel: nicht an Feiertagen, bitte vorher anrufen. Steht auf dem Gutschein."),
    )
    vat_kind = forms.ChoiceField(
        label=_("Welche Art ist es für das Finanzamt?"),
        choices=[
            (
                VatKind.MULTI,
                _("Mehrzweck: Es steht noch nicht fest, was gekauft wird. Die Steuer fällt beim Einlösen an."),
            ),
            (VatKind.SINGLE, _("Einzweck: Leistung und Steuersatz stehen fest. Die Steuer fällt beim Verkauf an.")),
        ],
        widget=forms.RadioSelect,
        initial=VatKind.MULTI,
        help_text=_("Im Zweifel Mehrzweck. Bei einer festen Leistung mit einem einzigen Steuersatz: Einzweck."),
    )
    vat_rate = forms.TypedChoiceField(
        label=_("Steuersatz"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Bitte wählen")), *((rate, f"{rate}\u00a0%") for rate in VAT_RATES)],
    )
    validity_years = forms.TypedChoiceField(label=_("Gültig bis"), coerce=int, initial=USUAL_YEARS)
    validity_reason = LineField(
        max_length=200,
        label=_("Grund für eine kürzere Gültigkeit"),
        required=False,
        help_text=_("Steht beim Angebot. Zum Beispiel: Saison endet im Oktober."),
    )

    groups = (
        Group(_("Was wird angeboten?"), ("kind", "title", "description")),
        Group(_("Was kostet es, und wie viele gibt es?"), ("price", ("minimum", "maximum"), "stock_left")),
        Group(_("Was gilt dabei?"), ("terms", "validity_years", "validity_reason")),
        Group(_("Umsatzsteuer"), ("vat_kind", "vat_rate")),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offer: Offer | None = None, of_region: bool = False
    ) -> None:
        """``of_region``: many businesses take it, so it is an amount, and nobody knows its tax rate yet."""
        initial: dict[str, Any] = {}
        if offer is not None:
            columns = {name: COLUMNS.get(name, name) for name in self.base_fields}
            initial = {name: getattr(offer, column) for name, column in columns.items()}
        super().__init__(data, initial=initial)
        for name in AMOUNTS:
            self.fields[name].unit = "€"  # type: ignore[attr-defined]
        for name in CONDITIONAL:
            self.fields[name].conditional = True  # type: ignore[attr-defined]
        self.fields["validity_years"].choices = validity_choices()  # type: ignore[attr-defined]
        if of_region:
            self.fields["kind"].choices = self.fields["kind"].choices[:2]  # type: ignore[attr-defined]
            self.fields["vat_kind"].choices = self.fields["vat_kind"].choices[:1]  # type: ignore[attr-defined]
            self.fields["vat_kind"].help_text = _("Einen Gutschein, den viele Betriebe annehmen, gibt es nur so.")
            del self.fields["vat_rate"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = {NAMES.get(column, column): sentence for column, sentence in mistakes(self.text()).items()}
        for name in [name for name in found if name not in self.errors]:  # all at once, and each field one sentence
            self.add_error(name, str(found[name]))
        if SHOWN in self.data and SHOWN in self.changed_data and cleaned.get("stock_left") != cleaned.get(SHOWN):
            self.refuse_stock(self.initial.get("stock_left"))
        return cleaned

    def refuse_stock(self, left: int | None) -> None:
        """Another number stands there by now, which whoever typed one has not seen; from here on they have."""
        fresh: Any = self.data.copy()  # type: ignore[attr-defined]
        fresh[SHOWN] = "" if left is None else str(left)
        self.data = fresh
        if "stock_left" not in self.errors:
            number = _("unbegrenzt viele") if left is None else left
            text = _("Die Zahl hat sich geändert, während Sie geschrieben haben: Jetzt gibt es noch %(number)s.")
            self.add_error("stock_left", text % {"number": number})

    def text(self) -> dict[str, Any]:
        """What ``draft_offer`` takes."""
        asked = [name for name in self.fields if name != SHOWN]
        return tidy({AMOUNTS.get(name, name): self.cleaned_data.get(name) for name in asked})

    def changes(self, offer: Offer) -> dict[str, Any]:
        """What ``change_offer`` takes: only what the person changed, so that stock sold meanwhile stays sold."""
        touched = {AMOUNTS.get(name, name) for name in self.changed_data}
        if SHOWN in self.data and self.cleaned_data["stock_left"] == self.cleaned_data[SHOWN]:
            touched.discard("stock_left")
        text = self.text()
        # A change of kind empties fields that nobody touched.
        return {name: value for name, value in text.items() if name in touched or _emptied(offer, name, value)}


class PictureForm(forms.Form):
    picture = PictureField(
        folder="gutscheine",
        label=_("Bild"),
        required=False,
        help_text=_("Ein Foto im Querformat, höchstens 25 MB. Ohne Bild zeichnen wir eines im Muster der Region."),
    )
    picture_alt = LineField(
        max_length=160,
        label=_("Was ist auf dem Bild zu sehen?"),
        required=False,
        help_text=_("Für Menschen, die das Bild nicht sehen können. Zum Beispiel: gedeckter Tisch am Fenster."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt") and not self.errors:
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in ein paar Worten."))
        return cleaned


def validity_choices() -> list[tuple[int, str]]:
    """The last day if somebody buys today, by years."""
    today = timezone.localdate()
    return [
        (years, _("%(day)s") % {"day": f"{end_of_validity(today, years=years):%d.%m.%Y}"} + _note(years))
        for years in VALIDITY_YEARS
    ]


def _note(years: int) -> str:
    notes = {3: _("üblich"), 5: _("länger"), 2: _("kürzer, nur mit Grund"), 1: _("kürzer, nur mit Grund")}
    return f" ({notes[years]})"


def _emptied(offer: Offer, name: str, value: Any) -> bool:
    return name != "stock_left" and value in (None, "") and getattr(offer, name) not in (None, "")
