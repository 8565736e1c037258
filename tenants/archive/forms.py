from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField, TextField


class LeaveForm(forms.Form):
    """The host is typed to confirm. The two fields of the hand-over are needed only if something is owed."""

    host = forms.CharField(label=_("Zur Bestätigung: die Adresse der Region"), max_length=253)
    reason = TextField(label=_("Grund"), max_length=1000, required=False, rows=3)
    handed_over_to = LineField(
        label=_("Wer löst offene Gutscheine ein und bezahlt, was die Region schuldet?"),
        max_length=200,
        required=False,
        help_text=_("Name und Anschrift. Nur nötig, wenn noch Gutscheine offen sind oder Betriebe auf Geld warten."),
    )
    hand_over_reason = TextField(
        label=_("Auf welcher Grundlage?"),
        max_length=1000,
        required=False,
        help_text=_("Zum Beispiel ein Vertrag oder ein Beschluss."),
        rows=2,
    )

    def __init__(self, *args: object, host: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["host"].help_text = _("Bitte tippen Sie: %(host)s") % {"host": host}
