"""Django's own refusals in forms, in the words of a public office: it says „du“, we say „Sie“."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


def speak_formally() -> None:
    """Put our sentences in place of the framework's; a form or field may still bring its own."""
    for field, messages in _MESSAGES.items():
        field.default_error_messages = {**field.default_error_messages, **messages}
    validators.EmailValidator.message = _EMAIL
    validators.URLValidator.message = _(
        "Bitte geben Sie eine vollständige Adresse an, zum Beispiel https://www.beispiel.de."
    )
    validators.MinValueValidator.message = _("Bitte geben Sie mindestens %(limit_value)s an.")
    validators.MaxValueValidator.message = _("Bitte geben Sie höchstens %(limit_value)s an.")
    validators.MinLengthValidator.message = ngettext_lazy(
        "Das ist zu kurz: mindestens %(limit_value)d Zeichen, bisher %(show_value)d.",
        "Das ist zu kurz: mindestens %(limit_value)d Zeichen, bisher %(show_value)d.",
        "limit_value",
    )
    validators.MaxLengthValidator.message = ngettext_lazy(
        "Das ist zu lang: höchstens %(limit_value)d Zeichen, bisher %(show_value)d.",
        "Das ist zu lang: höchstens %(limit_value)d Zeichen, bisher %(show_value)d.",
        "limit_value",
    )


_EMAIL = _("Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@beispiel.de.")
_CHOICE = _("Bitte wählen Sie einen Eintrag aus der Liste.")
_MESSAGES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Bitte füllen Sie dieses Feld aus.")},
    forms.BooleanField: {"required": _("Bitte setzen Sie hier ein Häkchen.")},
    forms.ChoiceField: {"required": _("Bitte wählen Sie etwas aus."), "invalid_choice": _CHOICE},
    forms.MultipleChoiceField: {
        "required": _("Bitte wählen Sie mindestens einen Eintrag."),
        "invalid_choice": _CHOICE,
        "invalid_list": _CHOICE,
    },
    forms.ModelChoiceField: {"required": _("Bitte wählen Sie etwas aus."), "invalid_choice": _CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_choice": _CHOICE, "invalid_list": _CHOICE},
    forms.IntegerField: {"invalid": _("Bitte geben Sie eine ganze Zahl ein.")},
    forms.FloatField: {"invalid": _("Bitte geben Sie eine Zahl ein.")},
    forms.DecimalField: {"invalid": _("Bitte geben Sie eine Zahl ein.")},
    forms.DateField: {"invalid": _("Bitte geben Sie einen Tag ein, zum Beispiel 24.12.2026.")},
    forms.TimeField: {"invalid": _("Bitte geben Sie eine Uhrzeit ein, zum Beispiel 9:30.")},
    forms.DateTimeField: {"invalid": _("Bitte geben Sie Tag und Uhrzeit ein, zum Beispiel 24.12.2026 9:30.")},
    forms.FileField: {
        "required": _("Bitte wählen Sie eine Datei aus."),
        "invalid": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
        "missing": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
        "empty": _("Die Datei ist leer. Bitte wählen Sie eine andere aus."),
    },
}
