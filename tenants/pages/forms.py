"""What the office says of the administration, and the forms of its legal pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.model_fields import typed
from kreislauf.forms.text_fields import PhoneField, TextField, WebAddressField
from tenants.branding.models import Branding
from tenants.branding.wording.cases import cases_of
from tenants.branding.wording.houses import HouseName
from tenants.branding.wording.wording import FORMS

LONGEST_TEXT = 40_000


class ProfileForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    """Name and address, how the pages speak of it, and who issues the region's own vouchers."""

    groups = (
        Group(_("Wer Sie sind"), ("name", "address", "email", "phone", "approval_email")),
        Group(_("Herausgeber regionsweiter Gutscheine"), ("issuer_name", "issuer_address")),
        Group(
            _("So reden die Seiten von Ihnen"),
            ("house", ("name_nominative", "name_genitive"), ("name_dative", "name_accusative")),
            _("Aus Ihrem Namen abgeleitet. Bitte lesen Sie die Beispiele darunter und ändern Sie, was nicht stimmt."),
        ),
    )

    class Meta:
        model = Branding
        formfield_callback = typed
        fields = (
            *("name", "address", "email", "phone", "approval_email", "house", *FORMS, "issuer_name", "issuer_address"),
        )
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"phone": PhoneField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "issuer_address": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "address": _("Straße, Postleitzahl und Ort. Der Name steht schon darüber."),
            "approval_email": _("An diese Adresse schicken wir neue Einträge zur Freigabe."),
            "house": _("Wo Ihre Leute arbeiten. Das steht zum Beispiel, wenn ein Eintrag bei Ihnen liegt."),
            "name_nominative": _("Zum Beispiel: der Kreis Plön"),
            "name_genitive": _("Zum Beispiel: des Kreises Plön"),
            "name_dative": _("Zum Beispiel: dem Kreis Plön"),
            "name_accusative": _("Zum Beispiel: den Kreis Plön"),
        }

    def __init__(self, *args: Any, usual_house: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form, derived in zip(FORMS, cases_of(self.instance.name), strict=True):
            self.initial[form] = getattr(self.instance, form) or derived
        self.fields["house"].choices = HouseName.choices  # type: ignore[attr-defined]  # one of them is always shown
        self.initial["house"] = self.instance.house or usual_house
        for name in (*FORMS, "house", "issuer_name", "issuer_address", "email", "address"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # „freiwillig“ would mislead
        for name in ("address", "email", "issuer_name", "issuer_address"):
            self.fields[name].needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What follows from the name is not stored: it goes on following when the name changes."""
        data = super().clean() or self.cleaned_data
        derived = dict(zip(FORMS, cases_of(data.get("name", "")), strict=True))
        before = dict(zip(FORMS, cases_of(str(self.initial.get("name", ""))), strict=True))
        for form in FORMS:
            if data.get(form) in (derived[form], before[form]):
                data[form] = ""
        return data


class LegalTextForm(forms.Form):
    """One legal text; ``template_version`` says from which template it was made, if from one."""

    text = TextField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        rows=24,
        help_text=_(
            "Leerzeilen trennen Absätze. Eine Zeile mit # am Anfang ist eine Überschrift, mit - ein Punkt einer "
            "Aufzählung; **so** wird etwas fett. Adressen im Netz, E-Mail-Adressen und Telefonnummern werden von "
            "selbst zu Links."
        ),
    )
    template_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].conditional = self.fields["text"].needed = True  # type: ignore[attr-defined]


class SignLanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    """The video in Deutsche Gebärdensprache; without one no page leads to it."""

    sign_language_url = WebAddressField(
        label=_("Adresse des Videos"),
        required=False,
        help_text=_(
            "Die Seite, auf der Ihr Video läuft, zum Beispiel auf Ihrer eigenen Website. Sie öffnet sich erst nach "
            "einem Klick."
        ),
    )

    class Meta:
        model = Branding
        formfield_callback = typed
        fields = ("sign_language_url", "sign_language_text")
        widgets: ClassVar[dict[str, forms.Widget]] = {"sign_language_text": forms.Textarea(attrs={"rows": 6})}
        help_texts: ClassVar[dict[str, Any]] = {
            "sign_language_text": _("Was in dem Video gesagt wird. So finden es auch Menschen, die es nicht sehen."),
        }
