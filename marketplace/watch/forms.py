"""What somebody says who wants to watch a search, or lets an address watch again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import AddressField
from marketplace.watch.models import Rhythm


class WatchForm(forms.Form):
    """``webseite`` is a trap that people do not see."""

    email = AddressField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir einen Link. Erst wenn Sie ihn bestätigen, geht es los."),
    )
    rhythm = forms.ChoiceField(
        label=_("Wie oft"), choices=Rhythm.choices, initial=Rhythm.DAILY, widget=forms.RadioSelect
    )
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite"))


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("Wie oft"), choices=Rhythm.choices, widget=forms.RadioSelect)


class UnblockForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse"))
