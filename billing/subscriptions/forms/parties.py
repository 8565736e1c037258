"""Who sends invoices, and who gets them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban
from stdnum.de import leitweg, vat
from stdnum.exceptions import ValidationError as NotValid

from billing.subscriptions.models import Buyer, Seller
from billing.subscriptions.models.buyer import NEEDED as BUYER_NEEDS
from billing.subscriptions.models.seller import NEEDED as SELLER_NEEDS
from billing.subscriptions.models.seller import seller
from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.model_fields import typed
from kreislauf.forms.text_fields import PhoneField, PostcodeField

_PLACE = ("street", ("postcode", "city"))
# Who fills these in writes down their own: browsers know it already.
_KNOWN = {"name": "organization", "street": "address-line1", "city": "address-level2", "contact_name": "name"}


class SellerForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    groups = (
        Group(_("Wer die Rechnungen schreibt"), ("name", *_PLACE)),
        Group(
            _("Steuer"),
            (("vat_id", "tax_number"), "small_business"),
            _("Eine der beiden Nummern genügt."),
        ),
        Group(_("Konto"), (("iban", "bic"),)),
        Group(
            _("Wen Empfänger fragen können"),
            ("contact_name", ("contact_phone", "contact_email")),
            _("Steht auf jeder Rechnung; eine XRechnung wird ohne diese Angaben nicht angenommen."),
        ),
        Group(
            _("Nummern und Fristen"),
            (("prefix", "due_days"), ("reminder_days", "first_dunning_days", "second_dunning_days")),
            _("Verzugszinsen und die Pauschale nach § 288 BGB berechnet das Programm nicht von selbst."),
        ),
    )

    postcode = PostcodeField(label=_("Postleitzahl"), required=False)

    class Meta:
        model = Seller
        formfield_callback = typed
        fields = (
            *("name", "street", "postcode", "city", "vat_id", "tax_number", "small_business", "iban", "bic"),
            *("contact_name", "contact_phone", "contact_email", "prefix", "due_days"),
            *("reminder_days", "first_dunning_days", "second_dunning_days"),
        )
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"contact_phone": PhoneField}
        help_texts: ClassVar[dict[str, Any]] = {
            "prefix": _("Große Buchstaben. Wechselt die Firma, wechseln Sie das Kürzel: Dann beginnt die Zählung neu."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _mark(self, (*SELLER_NEEDS, "vat_id", "tax_number"))
        _let_browsers_help(self)

    def clean_vat_id(self) -> str:
        return _checked(vat.validate, self.cleaned_data["vat_id"], _("Eine Nummer sieht so aus: DE123456788."), "DE")

    def clean_iban(self) -> str:
        return _checked(iban.validate, self.cleaned_data["iban"], _("Diese IBAN stimmt nicht: Bitte prüfen Sie sie."))

    def clean_bic(self) -> str:
        return _checked(bic.validate, self.cleaned_data["bic"], _("Ein BIC hat 8 oder 11 Zeichen."))

    def missing_labels(self) -> list[str]:
        """Of what is saved, not of what is typed."""
        return [str(self.fields[name].label) for name in seller().missing]


class BuyerForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    """For the region's leader."""

    groups: tuple[Group, ...] = (
        Group(
            _("Wer die Rechnung bekommt"),
            ("name", "department", *_PLACE, "email"),
            _("Ohne Anschrift und E-Mail-Adresse wird keine Rechnung geschrieben."),
        ),
        Group(
            _("Damit die Rechnung ankommt"),
            ("leitweg_id", ("reference", "order_number")),
            _("Mit der Leitweg-ID ordnet Ihr Rechnungseingang die XRechnung zu."),
        ),
    )

    postcode = PostcodeField(label=_("Postleitzahl"), required=False)

    class Meta:
        model = Buyer
        formfield_callback = typed
        fields = (
            *("name", "department", "street", "postcode", "city", "email"),
            *("leitweg_id", "reference", "order_number"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _mark(self, BUYER_NEEDS)
        _let_browsers_help(self)

    def clean_leitweg_id(self) -> str:
        given = self.cleaned_data["leitweg_id"].upper().removeprefix("0204:")
        return _checked(leitweg.validate, given, _("Eine Leitweg-ID sieht so aus: 01059-0000-23."))


class OperatorBuyerForm(BuyerForm):
    """For operators, who also say how many people live there."""

    groups: tuple[Group, ...] = (
        *BuyerForm.groups,
        Group(_("Tarif"), ("inhabitants",), _("Danach richtet sich der Preis.")),
    )

    class Meta(BuyerForm.Meta):
        fields = (*BuyerForm.Meta.fields, "inhabitants")  # type: ignore[assignment]


def _mark(form: forms.ModelForm[Any], names: tuple[str, ...]) -> None:
    """Needed before an invoice is written, not before the form is saved: „freiwillig“ would mislead."""
    for name in names:
        form.fields[name].conditional = True  # type: ignore[attr-defined]


def _let_browsers_help(form: forms.ModelForm[Any]) -> None:
    for name in _KNOWN.keys() & form.fields.keys():
        form.fields[name].widget.attrs["autocomplete"] = _KNOWN[name]


def _checked(validate: Any, typed: str, refusal: Any, prefix: str = "") -> str:
    if not typed:
        return ""
    try:
        return prefix + str(validate(typed)).removeprefix(prefix)
    except NotValid:
        raise ValidationError(refusal) from None
