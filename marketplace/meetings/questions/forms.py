"""What is asked, and what the host answers."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.form_stamp import Stamped
from kreislauf.forms.text_fields import LineField, TextField, no_web_address


class QuestionForm(Stamped):
    """``webseite`` is a trap that people do not see."""

    text = TextField(label=_("Ihre Frage"), max_length=500, rows=3)
    shown_name = LineField(
        label=_("Name, unter dem sie erscheint"),
        help_text=_("Bleibt das Feld leer, sieht niemand, von wem die Frage ist."),
        max_length=80,
        required=False,
        validators=[no_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = FormKeyField("question")
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite")) and "trap" in settings.SPAM_CHECKS


class AnswerForm(forms.Form):
    text = TextField(
        label=_("Ihre Antwort"),
        help_text=_("Steht unter der Frage, für alle lesbar. Ein leeres Feld nimmt die Antwort zurück."),
        max_length=5000,
        rows=8,
        required=False,
    )
