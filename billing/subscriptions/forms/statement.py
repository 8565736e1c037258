"""The operator's bank statement: looked at first, then booked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.statement import Found

_SALT, _SECONDS = "billing.subscriptions.statement", 3600


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("Kontoauszug"),
        help_text=_("CAMT.053, .052 oder .054 als XML oder ZIP, aus dem Onlinebanking."),
        widget=forms.FileInput(attrs={"accept": ".xml,.zip"}),
    )

    def refuse_file(self, text: Any) -> None:
        self.add_error("file", text)


def sealed(found: Sequence[Found]) -> str:
    """What the page shows, to come back unchanged when somebody says yes."""
    return signing.dumps(found, salt=_SALT, compress=True)


def unsealed(text: str) -> list[Found]:
    """Refuses with ``signing.BadSignature`` what this server did not write within the last hour."""
    return [Found(*each) for each in signing.loads(text, salt=_SALT, max_age=_SECONDS)]
