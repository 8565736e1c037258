"""Why a meeting does not take place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField


class CancelForm(forms.Form):
    reason = LineField(
        label=_("Grund"), max_length=300, help_text=_("Er steht auf der Seite und in der E-Mail an alle Angemeldeten.")
    )
    all_following = forms.BooleanField(label=_("Auch alle folgenden Termine der Reihe"), required=False)

    def __init__(self, *args: Any, in_series: bool, is_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_public
        if not is_public:
            del self.fields["reason"]
        if not in_series:
            del self.fields["all_following"]
