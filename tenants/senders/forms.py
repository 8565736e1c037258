from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, LineField


class SenderForm(forms.Form):
    address = AddressField(
        label=_("E-Mail-Adresse"),
        help_text=_("Zum Beispiel gutscheine@kreis.de. Es muss ein Postfach geben, das jemand liest."),
    )


class CodeForm(forms.Form):
    code = LineField(
        label=_("Code aus der E-Mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class AskedForm(forms.Form):
    """The number of the address that a question is about: another one may have taken over by the answer."""

    sender = forms.IntegerField(widget=forms.HiddenInput)
