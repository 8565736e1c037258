"""What staff fills in about businesses: a refusal's reason, a branch, an owner's address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, LineField, TextField
from tenants.branding.glyph_labels import GLYPH_LABELS


class RejectionForm(forms.Form):
    reason = TextField(
        label=_("Warum lehnen Sie ab?"),
        max_length=500,
        rows=3,
        help_text=_("Der Betrieb bekommt diese Sätze per E-Mail."),
        error_messages={"required": _("Bitte schreiben Sie dem Betrieb, warum.")},
    )


class ClosingForm(forms.Form):
    reason = LineField(
        label=_("Grund"),
        max_length=200,
        help_text=_("Steht später im Protokoll. Zum Beispiel: Geschäft aufgegeben."),
        error_messages={"required": _("Bitte geben Sie einen Grund an.")},
    )


class CategoryForm(forms.Form):
    name = LineField(label=_("Name"), max_length=60)
    glyph = forms.ChoiceField(label=_("Zeichen"), choices=[(name, label) for name, label in GLYPH_LABELS.items()])


class InviteOwnerForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"))
