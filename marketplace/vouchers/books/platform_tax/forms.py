"""The facts of § 14 PStTG, as a business gives them."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import LineField
from marketplace.vouchers.models import SellerFacts, SellerKind

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_TAX_NUMBER = re.compile(r"[0-9 /]{10,20}")


class SellerForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # django-stubs has it generic, Django has not
    birth_date = DayField(
        label=_("Geburtsdatum"), required=False, help_text=_("Nur wenn eine Person verkauft: das Gesetz fragt danach.")
    )

    class Meta:
        model = SellerFacts
        fields = (
            *("kind", "name", "street", "postcode", "town", "birth_date"),
            *("tax_number", "vat_id", "register_number", "iban"),
        )
        widgets = {"kind": forms.RadioSelect}
        field_classes: ClassVar[dict[str, type[forms.Field]]] = dict.fromkeys(
            ("name", "street", "postcode", "town", "tax_number", "vat_id", "register_number", "iban"), LineField
        )
        help_texts = {
            "tax_number": _("Die elfstellige Steuer-ID, sonst die Steuernummer vom Finanzamt."),
            "vat_id": _("Wenn Sie eine haben, zum Beispiel DE123456789."),
            "register_number": _("Wenn Sie eingetragen sind, zum Beispiel HRB 1234 KI, Amtsgericht Kiel."),
            "iban": _("Das Konto, auf das Ihre Einnahmen gehen."),
        }

    groups = (
        Group(_("Wer verkauft?"), ("kind", "name", "street", ("postcode", "town"), "birth_date")),
        Group(_("Nummern"), ("tax_number", ("vat_id", "register_number"), "iban")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SellerKind.choices  # type: ignore[attr-defined]  # without an empty one

    def clean_postcode(self) -> str:
        return self._matching("postcode", r"\d{5}", _("Eine Postleitzahl hat fünf Ziffern."))

    def clean_vat_id(self) -> str:
        return self._matching("vat_id", r"[A-Z]{2}[A-Z0-9]{2,12}", _("Eine Umsatzsteuer-ID ist wie DE123456789."))

    def clean_tax_number(self) -> str:
        typed = " ".join(str(self.cleaned_data["tax_number"]).split())
        if not _TAX_NUMBER.fullmatch(typed):
            raise ValidationError(_("Bitte nur Ziffern, mit oder ohne Schrägstriche."))
        return typed

    def clean_iban(self) -> str:
        iban = "".join(str(self.cleaned_data["iban"]).split()).upper()
        if iban and not (_IBAN.fullmatch(iban) and _checks(iban)):
            raise ValidationError(_("Diese IBAN stimmt nicht. Bitte vergleichen Sie Ziffer für Ziffer."))
        return iban

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("kind") == SellerKind.PERSON
            and not cleaned.get("birth_date")
            and "birth_date" not in self.errors
        ):
            self.add_error("birth_date", _("Bitte geben Sie das Geburtsdatum an."))
        if cleaned.get("kind") == SellerKind.ENTITY:
            cleaned["birth_date"] = None  # of nobody that the law asks about
        return cleaned

    def _matching(self, name: str, shape: str, sentence: Any) -> str:
        typed = "".join(str(self.cleaned_data[name]).split()).upper()
        if typed and not re.fullmatch(shape, typed, re.ASCII):
            raise ValidationError(sentence)
        return typed


def _checks(iban: str) -> bool:
    """ISO 7064, mod 97-10."""
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return int(digits) % 97 == 1
