from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField, TextField
from kreislauf.shareable import Shareable
from tenants.sharing.models import Adoption


class KindsForm(forms.Form):
    """What two regions want to share."""

    kinds = forms.MultipleChoiceField(
        label=_("Was möchten Sie teilen?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Es gilt in beide Richtungen. Übernommen wird nur, was die andere Seite selbst auswählt."),
        error_messages={"required": _("Bitte wählen Sie mindestens eines aus.")},
    )

    def __init__(self, data: Any, *, kinds: Iterable[Shareable]) -> None:
        shown = [(one.kind, one.plural) for one in kinds]
        super().__init__(data, initial={"kinds": [kind for kind, _label in shown]})
        self.fields["kinds"].choices = shown  # type: ignore[attr-defined]


class AdoptForm(forms.Form):
    """How a card is shown."""

    intro = TextField(
        label=_("Ihre eigene Einleitung"),
        required=False,
        max_length=1000,
        rows=4,
        help_text=_("Steht über dem Text des Nachbarn. Zum Beispiel: Was bedeutet das für unsere Betriebe?"),
    )
    mode = forms.ChoiceField(
        label=_("Was soll gelten, wenn der Nachbar den Text ändert?"),
        widget=forms.RadioSelect,
        choices=[
            (Adoption.Mode.FOLLOW, _("Wir zeigen immer den neuesten Text")),
            (Adoption.Mode.PIN, _("Wir zeigen den Text von heute, bis wir einen neuen gelesen haben")),
        ],
        initial=Adoption.Mode.FOLLOW,
        help_text=_("Ein neuer Zeitpunkt, ein anderer Ort und eine Absage erscheinen immer sofort."),
    )


class DropForm(forms.Form):
    reason = LineField(
        label=_("Warum?"),
        required=False,
        max_length=300,
        help_text=_("Nur für Ihr Protokoll. Der Nachbar liest es nicht."),
    )
