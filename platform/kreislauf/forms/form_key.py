"""The name of a form that was shown: sent twice, it does its work once. Only names that this server gave count."""

from __future__ import annotations

import secrets

from django import forms
from django.core.signing import BadSignature, Signer

from kreislauf.regions import current_schema


def new_form_key(purpose: str) -> str:
    """Signed, for the hidden field of a form that is about to be shown in this region."""
    return _signer(purpose).sign(_name())


def read_form_key(purpose: str, text: str) -> str:
    """The name in the hidden field. One that nobody was given becomes a new name, so that it meets no other form's."""
    try:
        return _signer(purpose).unsign(text)
    except BadSignature:
        return _name()


class FormKeyField(forms.CharField):
    """Hidden, and never wrong; ``cleaned_data`` holds the bare name, 36 characters at most."""

    def __init__(self, purpose: str) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=lambda: new_form_key(purpose))
        self.purpose = purpose

    def clean(self, value: str | None) -> str:
        return read_form_key(self.purpose, value or "")


def _name() -> str:
    # A prefix of its own: no program that calls the API can choose such a name.
    return f"web-{secrets.token_urlsafe(24)}"


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"kreislauf.form_key:{current_schema()}:{purpose}")
