"""Why staff takes a meeting from the site."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField


class HidingForm(forms.Form):
    reason = LineField(label=_("Grund"), max_length=200, help_text=_("Steht nur im Protokoll."))
