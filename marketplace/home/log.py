"""The region's log, searched: who did what, and when."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.models import Entry
from kreislauf.forms.layout import DayField
from kreislauf.german import german_sort_key, midnight
from kreislauf.house import declared
from kreislauf.slices import Text
from marketplace.search.names import named


def _kinds() -> list[tuple[str, Text]]:
    return [("", _("Alles")), *sorted(declared("log_kinds").items(), key=lambda kind: german_sort_key(str(kind[1])))]


class LogForm(forms.Form):
    """Filters of the log; a date that cannot be read filters nothing."""

    q = forms.CharField(label=_("Suchen"), required=False, max_length=100)
    art = forms.ChoiceField(label=_("Art"), required=False, choices=_kinds)
    von = DayField(label=_("Von"), required=False)
    bis = DayField(label=_("Bis"), required=False)
    zu = forms.RegexField(r"^\w+\.\w+:[0-9]{1,18}$", required=False, widget=forms.HiddenInput)  # „vouchers.Offer:17“

    def entries(self) -> QuerySet[Entry]:
        self.is_valid()
        data = self.cleaned_data
        found = Entry.objects.all()
        if words := data.get("q"):
            actions = [action for action, text in declared("log_words").items() if words.lower() in str(text).lower()]
            found = found.filter(named(words, "actor", "title") | Q(action__in=actions))
        if kind := data.get("art"):
            found = found.filter(action__startswith=kind)
        if data.get("zu"):
            subject, _colon, number = data["zu"].partition(":")
            found = found.filter(subject=subject, subject_id=int(number))
        if data.get("von"):
            found = found.filter(at__gte=midnight(data["von"]))
        if data.get("bis"):
            found = found.filter(at__lt=midnight(data["bis"] + timedelta(days=1)))
        return found
