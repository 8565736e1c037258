"""What staff asks for and decides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, LineField


class OfficeReasonForm(forms.Form):
    """Why: it stands in the log, and somebody will ask at the counter."""

    reason = LineField(
        max_length=200,
        label=_("Grund"),
        help_text=_("Steht später im Protokoll. Zum Beispiel: als gestohlen gemeldet."),
        error_messages={"required": _("Bitte geben Sie einen Grund an.")},
    )


class StopForm(forms.Form):
    reason = LineField(
        max_length=200,
        label=_("Warum?"),
        help_text=_("Der Betrieb liest das bei seinem Angebot, und es steht im Protokoll."),
        error_messages={"required": _("Bitte schreiben Sie dem Betrieb, warum.")},
    )


class RecipientForm(forms.Form):
    email = AddressField(
        label=_("Neue E-Mail-Adresse"),
        help_text=_("Dorthin gehen die Gutscheine. Die bisherige Adresse bekommt eine Nachricht darüber."),
    )
    reason = LineField(
        max_length=200,
        label=_("Warum?"),
        help_text=_("Steht im Protokoll. Zum Beispiel: Tippfehler, am Telefon mit Bestellnummer gemeldet."),
        error_messages={"required": _("Bitte geben Sie einen Grund an.")},
    )
