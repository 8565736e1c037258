from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import Role
from kreislauf.accounts.realm import Person
from kreislauf.forms.text_fields import AddressField, AddressInput, LineField


class SignInForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Bitte geben Sie Ihr Passwort ein.")},
    )


class ForgottenForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "username"}))


class PasswordForm(forms.Form):
    """A new password, typed once: the field can be shown, which is better than typing blindly twice."""

    password = forms.CharField(
        label=_("Neues Passwort"),
        strip=False,
        max_length=256,
        help_text=_("Mindestens zehn Zeichen. Drei oder vier Wörter hintereinander sind gut zu merken und sicher."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Bitte denken Sie sich ein Passwort aus.")},
    )

    def __init__(self, *args: Any, user: Person | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


class AcceptForm(PasswordForm):
    name = LineField(
        label=_("Ihr Name"),
        max_length=120,
        help_text=_("Steht im Protokoll neben dem, was Sie tun."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "password"]

    def clean_password(self) -> str:
        if self.user is not None:
            self.user.name = self.cleaned_data.get("name", "")  # no part of the password may be the name that is typed
        return super().clean_password()


class CodeForm(forms.Form):
    """Six digits from the app, or a code from paper."""

    code = LineField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": _("Bitte geben Sie den Code ein.")},
    )


class InviteForm(forms.Form):
    email = AddressField(label=_("Dienstliche E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "off"}))
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=[
            (Role.EDITOR, _("Redaktion: Einträge freigeben und pflegen")),
            (Role.ADMINISTRATOR, _("Leitung: zusätzlich Team und Auftritt")),
        ],
        initial=Role.EDITOR,
    )

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if role not in (Role.EDITOR, Role.ADMINISTRATOR):
            raise ValidationError(_("Diese Rolle gibt es nicht."))
        return role
