from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.domains.hosts import HostRefused, own_host


class HostForm(forms.Form):
    host = forms.CharField(
        label=_("Eigene Adresse"),
        max_length=300,
        help_text=_("Zum Beispiel gutscheine.kreis.de"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_host(self) -> str:
        try:
            return own_host(self.cleaned_data["host"])
        except HostRefused as refused:
            raise forms.ValidationError(str(refused.reason)) from None
