"""When a form was shown, signed: programs send it at once or days later, people in between.

A page that is kept for everybody carries no stamp: its form comes back once, as it was filled in, with a fresh one.
"""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from kreislauf.regions import current_schema

LEAST_SECONDS, MOST_SECONDS = 4, 24 * 3600


def new_stamp(*, at: float | None = None) -> str:
    """For the hidden field of a form that is about to be shown in this region."""
    return _signer().sign(str(int(time.time() if at is None else at)))


def age_seconds(stamp: str) -> float | None:
    """None for what this region has not signed."""
    try:
        return time.time() - int(_signer().unsign(stamp))
    except (BadSignature, ValueError):
        return None


class Stamped(forms.Form):
    """Refuses what comes too soon or too late, and keeps all that was typed. Wrong fields are mended first."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200, initial=new_stamp)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "stamp" in self.fields and "stamp" in settings.SPAM_CHECKS:
            self._check_stamp(age_seconds(data.get("stamp", "")))
        return data

    def _check_stamp(self, age: float | None) -> None:
        if age is None or age > MOST_SECONDS:
            fresh: Any = self.data.copy()  # type: ignore[attr-defined]
            fresh[self.add_prefix("stamp")] = new_stamp()
            self.data = fresh
        if self.errors:
            return
        if age is None or age > MOST_SECONDS:
            self.add_error(None, _("Bitte sehen Sie noch einmal über Ihre Angaben und schicken Sie sie ab."))
        elif age < LEAST_SECONDS:
            self.add_error(None, _("Das ging sehr schnell. Bitte schicken Sie das Formular gleich noch einmal ab."))


def _signer() -> Signer:
    return Signer(salt=f"kreislauf.form_stamp:{current_schema()}")
