"""The forms of „Mein Konto“."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.forms import PasswordForm
from kreislauf.accounts.limits import allow_try, forgive
from kreislauf.accounts.muted import Choice
from kreislauf.accounts.realm import Person
from kreislauf.forms.text_fields import AddressField, AddressInput, LineField

OWN_TRIES, QUARTER_HOUR = 6, 15 * 60


class NameForm(forms.Form):
    name = LineField(
        label=_("Ihr Name"),
        max_length=120,
        help_text=_("Steht im Protokoll neben dem, was Sie tun."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class NewAddressForm(forms.Form):
    email = AddressField(label=_("Neue E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "email"}))


class MailsForm(forms.Form):
    """Which mails somebody of the office wants besides those about their own access."""

    mails = forms.MultipleChoiceField(
        label=_("Außerdem möchte ich diese Mails"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["mails"] = [one.kind for one in choices if one.wanted]
        self.fields["mails"].choices = [(one.kind, one.text) for one in choices]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """The password that somebody signed in with; asked for a few times in a quarter of an hour."""

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Bitte geben Sie Ihr Passwort ein.")},
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        check_own_password(self.user, password)
        return password


class NewPasswordForm(PasswordForm):
    old = forms.CharField(
        label=_("Jetziges Passwort"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Bitte geben Sie Ihr jetziges Passwort ein.")},
    )
    field_order = ["old", "password"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        check_own_password(self.user, old)
        return old


def check_own_password(person: Person, password: str) -> None:
    """At an open screen somebody else may sit: few tries. Refuses with ``ValidationError``."""
    if not allow_try(f"own password {person.pk}", OWN_TRIES, QUARTER_HOUR):
        raise ValidationError(_("Das waren viele Versuche. Bitte warten Sie eine Viertelstunde."))
    if not person.check_password(password):
        raise ValidationError(_("Das ist nicht Ihr jetziges Passwort."))
    forgive(f"own password {person.pk}", QUARTER_HOUR)
