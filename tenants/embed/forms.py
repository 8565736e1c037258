from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.domains.hosts import HostRefused
from tenants.embed.hosts import embed_host

Text = str | Promise
Choices = Sequence[tuple[Text, Sequence[tuple[str, Text]]]]


class HostForm(forms.Form):
    host = forms.CharField(
        label=_("Adresse der Website"),
        max_length=300,
        help_text=_("Zum Beispiel www.kreis.de. Mit *.kreis.de sind alle gemeint, die auf .kreis.de enden."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_host(self) -> str:
        try:
            return embed_host(self.cleaned_data["host"])
        except HostRefused as refused:
            raise forms.ValidationError(str(refused.reason)) from None


class SnippetForm(forms.Form):
    """What the frame shows. It never refuses: what makes no sense shows the first choice."""

    was = forms.ChoiceField(label=_("Was soll der Rahmen zeigen?"))
    ort = forms.ChoiceField(label=_("Nur aus einem Ort?"))
    farben = forms.ChoiceField(
        label=_("Farben"),
        choices=[("", _("immer hell")), ("auto", _("dunkel, wenn das am Gerät so eingestellt ist"))],
        help_text=_("So, wie es die Website hält, auf der der Rahmen steht."),
    )

    def __init__(self, query: QueryDict, *, shown: Choices, places: Sequence[str]) -> None:
        super().__init__()
        known = {
            "was": [value for _label, options in shown for value, _text in options],
            "ort": ["", *places],
            "farben": ["", "auto"],
        }
        self.initial = {name: query[name] if query.get(name) in values else values[0] for name, values in known.items()}
        self.fields["was"].choices = shown  # type: ignore[attr-defined]
        self.fields["ort"].choices = [("", _("aus allen")), *((place, place) for place in places)]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        return str(self.initial[name])
