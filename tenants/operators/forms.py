from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.plain_text import AddressField, AddressInput


class SignInForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ReasonForm(forms.Form):
    """Why: whoever it concerns reads it."""

    reason = forms.CharField(label=_("Grund"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, hint: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].help_text = hint
