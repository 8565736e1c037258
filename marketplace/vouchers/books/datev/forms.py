"""What a tax adviser gives a business for the export: two numbers, and accounts where theirs are unusual."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.text_fields import LineField
from marketplace.vouchers.books.datev.chart import NAMES, SKR03, SKR04, USUAL, is_automatic, usual
from marketplace.vouchers.models import DatevSettings

_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
_KEYS = {"key_19": "revenue_19", "key_7": "revenue_7"}


class DatevForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # django-stubs has it generic, Django has not
    adviser = forms.IntegerField(
        label=_("Beraternummer"), min_value=1001, max_value=9999999, widget=forms.TextInput(attrs=_DIGITS)
    )
    client = forms.IntegerField(
        label=_("Mandantennummer"), min_value=1, max_value=99999, widget=forms.TextInput(attrs=_DIGITS)
    )
    year_month = forms.TypedChoiceField(
        label=_("Das Wirtschaftsjahr beginnt im"), coerce=int, choices=list(MONTHS.items())
    )
    account_length = forms.TypedChoiceField(
        label=_("Länge der Sachkonten"),
        coerce=int,
        choices=[(number, str(number)) for number in range(4, 9)],
        help_text=_("Bei den meisten 4. Passt die Länge nicht, nimmt DATEV die Datei nicht an."),
    )

    class Meta:
        model = DatevSettings
        fields = (
            *("adviser", "client", "year_month", "account_length", "chart", "taxed_at"),
            *("money", "bank", "clearing", "fees", "claims", "open", "till"),
            *("revenue_19", "key_19", "revenue_7", "key_7", "revenue_0"),
        )
        field_classes: ClassVar[dict[str, type[forms.Field]]] = dict.fromkeys(fields[6:], LineField)

    groups = (
        Group(
            _("Von Ihrer Steuerberatung"),
            (("adviser", "client"), ("year_month", "account_length"), "chart"),
            _("Beide Nummern stehen auf jeder Auswertung aus DATEV. Fragen Sie dort auch nach dem Kontenrahmen."),
        ),
        Group(
            _("Eingelöste Mehrzweck-Gutscheine"),
            ("taxed_at",),
            _(
                "Sie werden erst beim Einlösen versteuert (§ 3 Abs. 15 UStG). Tippt Ihre Kasse den Einkauf schon "
                "als Umsatz, wählen Sie die Kasse: sonst stünde er zweimal in den Büchern."
            ),
        ),
        Group(
            _("Konten, wenn Ihre andere sind"),
            (
                *(("money", "bank"), ("open", "till"), ("revenue_19", "key_19"), ("revenue_7", "key_7")),
                *("revenue_0", ("fees", "clearing"), "claims"),
            ),
            _("Leere Felder heißen: das übliche Konto des Kontenrahmens. Es steht bei jedem Feld."),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name].widget.attrs |= _DIGITS
            usuals = {"three": USUAL[SKR03][name], "four": USUAL[SKR04][name]}
            self.fields[name].help_text = _("SKR03: %(three)s, SKR04: %(four)s") % usuals
        for name in _KEYS:
            self.fields[name].widget.attrs |= _DIGITS
            self.fields[name].help_text = _("Leer bei Konten, die den Steuersatz selbst kennen.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        length = cleaned.get("account_length")
        for name in NAMES:
            account = cleaned.get(name)
            if account and length and not (account.isascii() and account.isdecimal() and len(account) == length):
                self.add_error(name, _("Ein Konto hat hier genau %(length)s Ziffern.") % {"length": length})
        for name in _KEYS:
            self._check_key(name, cleaned)
        return cleaned

    def _check_key(self, name: str, cleaned: dict[str, Any]) -> None:
        key, chart, length = cleaned.get(name), cleaned.get("chart"), cleaned.get("account_length")
        if not key or not chart or not length:
            return
        if not (key.isascii() and key.isdecimal()):
            self.add_error(name, ValidationError(_("Ein Steuerschlüssel besteht aus Ziffern.")))
            return
        account = cleaned.get(_KEYS[name]) or usual(_KEYS[name], chart=chart, length=length)
        if is_automatic(account, chart=chart):
            text = _("Konto %(account)s kennt seinen Steuersatz selbst. Lassen Sie den Schlüssel leer.")
            self.add_error(name, text % {"account": account})
