"""Where an administration is reached: its mail address, and the subdomain of its site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField
from tenants.signup.labels import LabelRefused
from tenants.signup.lists import words


class OfficialAddressField(AddressField):
    """Not one that anybody can have."""

    def clean(self, value: Any) -> str:
        email = str(super().clean(value))
        domain = email.rpartition("@")[2]
        if domain in words("freemail_domains"):
            raise ValidationError(
                _("Unter %(domain)s kann jeder eine Adresse haben. Bitte nehmen Sie die Ihrer Verwaltung.")
                % {"domain": domain}
            )
        return email


class AnotherAddressForm(forms.Form):
    """The confirmation went to the wrong address."""

    email = OfficialAddressField(label=_("Dienstliche E-Mail-Adresse"))


class AnotherLabelForm(forms.Form):
    """Somebody else was quicker with the first one."""

    label = forms.CharField(
        label=_("Subdomain"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].unit = f".{settings.PLATFORM_HOST}"  # type: ignore[attr-defined]  # shown behind the box

    def refuse(self, refused: LabelRefused) -> None:
        self.add_error("label", refused_sentence(refused))


def refused_sentence(refused: LabelRefused) -> str:
    """Why a label cannot be had, and one that can."""
    sentence = str(refused.reason)
    if refused.suggestion:
        sentence += " " + str(_("Frei ist: %(label)s") % {"label": refused.suggestion})
    return sentence
