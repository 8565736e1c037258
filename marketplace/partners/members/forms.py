"""Which partner a business says it is a member of, and since when a business is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import DayField
from marketplace.partners.models import Bodies, Body


class ClaimForm(forms.Form):
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Wo sind Sie Mitglied?"),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie einen Partner."),
            "invalid_choice": _("Bitte wählen Sie einen Partner."),
        },
    )

    def __init__(self, *args: Any, bodies: Bodies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class NameForm(forms.Form):
    since = DayField(label=_("Mitglied seit"), required=False)
    agreed = forms.BooleanField(
        label=_("Der Betrieb hat der Verwaltung gesagt, dass es alle sehen dürfen"), required=False
    )
