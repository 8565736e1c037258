"""What is said in a message to the author of a listing, and in the answer."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.form_stamp import Stamped
from kreislauf.forms.text_fields import AddressField, LineField, TextField, no_web_address


class MessageForm(Stamped):
    """``webseite`` is a trap that people do not see."""

    name = LineField(
        label=_("Ihr Name"),
        max_length=80,
        validators=[no_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Sie bestätigen sie mit einem Klick. Weitergegeben wird sie nicht."),
    )
    text = TextField(label=_("Ihre Nachricht"), max_length=2000, rows=5)
    key = FormKeyField("message")
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite")) and "trap" in settings.SPAM_CHECKS


class AnswerForm(forms.Form):
    text = TextField(
        label=_("Ihre Antwort"),
        max_length=2000,
        rows=5,
        help_text=_("Mit der Antwort bekommt die andere Seite Ihre E-Mail-Adresse und kann Ihnen direkt schreiben."),
    )
