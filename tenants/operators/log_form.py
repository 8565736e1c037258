"""The search above the platform's log."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import DayField
from kreislauf.german import midnight
from tenants.logbook.models import LogEntry
from tenants.logbook.words import WORDS
from tenants.operators.log_lines import log_lines

KINDS = [
    ("", _("Alles")),
    ("application.", _("Anträge")),
    ("region.", _("Regionen")),
    ("host.", _("Internetadressen")),
    ("invoice.", _("Rechnungen")),
    ("subscription.", _("Verträge")),
    ("user.", _("Zugänge und Anmeldungen")),
    ("fleet.", _("Aktualisierungen")),
    ("event.", _("Zahlungsereignisse")),
    ("mail.", _("Post")),
    ("about.", _("Über die Plattform")),
]


class LogForm(forms.Form):
    """A date that cannot be read filters nothing."""

    q = forms.CharField(label=_("Suchen"), required=False, max_length=100)
    art = forms.ChoiceField(label=_("Art"), required=False, choices=KINDS)
    von = DayField(label=_("Von"), required=False)
    bis = DayField(label=_("Bis"), required=False)

    def days(self) -> list[forms.BoundField]:
        return [self["von"], self["bis"]]

    def entries(self) -> QuerySet[LogEntry]:
        self.is_valid()
        data, found = self.cleaned_data, log_lines()
        for word in data.get("q", "").split():
            named = [action for action, text in WORDS.items() if word.lower() in str(text).lower()]
            found = found.filter(Q(actor__icontains=word) | Q(title__icontains=word) | Q(action__in=named))
        if kind := data.get("art"):
            found = found.filter(action__startswith=kind)
        if data.get("von"):
            found = found.filter(at__gte=midnight(data["von"]))
        if data.get("bis"):
            found = found.filter(at__lt=midnight(data["bis"] + timedelta(days=1)))
        return found
