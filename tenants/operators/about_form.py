"""The form with which operators say who they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.model_fields import typed
from kreislauf.forms.text_fields import PhoneField, WebAddressField
from tenants.about.models import About
from tenants.about.read import about

_NEEDED = ("name", "address", "email", "imprint", "privacy")
_TEXTS = {"imprint": 12, "privacy": 16, "accessibility": 12, "price": 5, "hosting": 3, "agreement": 12, "address": 3}


class AboutForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    groups = (
        Group(_("Wer die Plattform betreibt"), ("name", "address", "email", "phone", "hosting")),
        Group(
            _("Rechtliche Seiten der Plattform"),
            ("imprint", "privacy", "accessibility"),
            _("Eine Zeile mit # am Anfang ist eine Überschrift, mit - ein Punkt einer Aufzählung; **so** wird fett."),
        ),
        Group(_("Was Verwaltungen wissen wollen"), ("price", "agreement", "agreement_url")),
    )
    agreement_url = WebAddressField(
        label=_("Vertrag als PDF"),
        required=False,
        help_text=_("Adresse der Datei. Ein Text darüber kann trotzdem stehen."),
    )

    class Meta:
        model = About
        formfield_callback = typed
        fields = (
            *("name", "address", "email", "phone", "hosting", "imprint", "privacy", "accessibility"),
            *("price", "agreement", "agreement_url"),
        )
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"phone": PhoneField}
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in _TEXTS.items()
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "hosting": _("Rechenzentrum, Firma und Ort. Steht auch in den Vorlagen der Regionen."),
            "privacy": _("Auch: was mit Anträgen geschieht, also mit Namen, Telefon und E-Mail-Adresse."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _NEEDED:
            self.fields[name].conditional = self.fields[name].needed = True  # type: ignore[attr-defined]

    def missing_labels(self) -> list[str]:
        """Of what is saved, not of what is typed."""
        return [str(self.fields[name].label) for name in about().missing]
