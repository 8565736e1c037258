"""What is typed on the bank pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.bank.imports.upload import MOST_BYTES
from billing.providers.bank_transfer.iban import NotAnIban, iban_in, is_bic
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField


class IbanField(LineField):
    """Typed with or without blanks; stored without."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=42, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return iban_in(typed)
        except NotAnIban:
            raise forms.ValidationError(
                _("Das ist keine gültige IBAN. Bitte vergleichen Sie sie mit Ihrer Karte oder Ihrem Kontoauszug.")
            ) from None


class BicField(LineField):
    """Optional, 8 or 11 characters; typed with or without blanks, stored without."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("BIC"),
            max_length=11,
            required=False,
            help_text=gettext_lazy("Nur, wenn Ihre Bank ihn will."),
        )

    def clean(self, value: Any) -> str:
        bic = str(super().clean(value)).replace(" ", "").upper()
        if bic and not is_bic(bic):
            raise forms.ValidationError(_("Ein BIC hat 8 oder 11 Zeichen, zum Beispiel COBADEFFXXX."))
        return bic


class AccountForm(OptimisticLock, forms.Form):
    holder = LineField(
        label=gettext_lazy("Kontoinhaber"),
        max_length=70,
        help_text=gettext_lazy("Genau so, wie ihn die Bank führt: Banken prüfen bei Überweisungen den Namen."),
    )
    iban = IbanField(label=gettext_lazy("IBAN"))
    bic = BicField()
    hold_days = forms.IntegerField(
        label=gettext_lazy("Wie viele Tage warten Bestellungen auf das Geld?"),
        min_value=1,
        max_value=30,
        initial=7,
        help_text=gettext_lazy("So lange bleibt zurückgelegt, was bestellt ist. 1 bis 30 Tage."),
        error_messages={
            "required": gettext_lazy("Bitte füllen Sie dieses Feld aus."),
            "invalid": gettext_lazy("Bitte geben Sie eine ganze Zahl ein."),
            "min_value": gettext_lazy("Mindestens 1 Tag."),
            "max_value": gettext_lazy("Höchstens 30 Tage."),
        },
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Kontoauszug Ihrer Bank"),
        help_text=gettext_lazy(
            "CAMT.053, CAMT.052 oder CAMT.054 als XML oder ZIP, höchstens 50 MB. Im Online-Banking heißt das meist "
            "„Umsätze exportieren“ oder „Elektronische Kontoauszüge“, Format „CAMT“."
        ),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei."),
            "missing": gettext_lazy("Bitte wählen Sie eine Datei."),
            "empty": gettext_lazy("Die Datei ist leer."),
        },
        widget=forms.FileInput(attrs={"accept": ".xml,.zip,.camt,application/xml,application/zip"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Die Datei ist größer als 50 MB. Bitte teilen Sie den Zeitraum auf."))
        return file


class PayeeForm(forms.Form):
    name = LineField(label=gettext_lazy("Name"), max_length=70)
    iban = IbanField(label=gettext_lazy("IBAN"))
