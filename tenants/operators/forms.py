from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField, AddressInput, LineField, TextField


class ReasonForm(forms.Form):
    """The reason, which the region or the applicant will read."""

    reason = TextField(label=_("Grund"), max_length=1000, rows=3)

    def __init__(self, *args: object, hint: str = "", label: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].help_text = hint
        self.fields["reason"].label = label or self.fields["reason"].label


class NoteForm(forms.Form):
    """A note beside an application; while a question is open, it may be the answer."""

    text = TextField(label=_("Notiz"), max_length=2000, rows=3, help_text=_("Lesen nur wir."))
    is_answer = forms.BooleanField(label=_("Damit ist die Rückfrage beantwortet."), required=False)

    def __init__(self, *args: object, asked: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not asked:
            del self.fields["is_answer"]


class InviteOperatorForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = AddressField(label=_("Dienstliche E-Mail-Adresse"), widget=AddressInput(attrs={"autocomplete": "off"}))
