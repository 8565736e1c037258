from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, AddressInput, LineField, TextField


class ReasonForm(forms.Form):
    """The reason, which the region or the applicant will read."""

    reason = TextField(label=_("Grund"), max_length=1000, rows=3)

    def __init__(self, *args: object, hint: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].help_text = hint


class InviteOperatorForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = AddressField(label=_("Dienstliche E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "off"}))
