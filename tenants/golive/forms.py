from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import TextField


class PauseForm(forms.Form):
    """The reason, for the log and for the others who run the site; the public does not see it."""

    reason = TextField(
        label=_("Grund"),
        max_length=1000,
        rows=3,
        help_text=_("Er steht im Protokoll und in der E-Mail an die Leitung, nicht auf der Seite."),
    )
