"""Optimistic locking: who saves a form that somebody else has changed since it was shown is asked to look first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _

SHOWN_STATE = "shown_state"
LONGEST_NOTE = 300


class OptimisticLock(forms.BaseForm):
    """Mixin for a form filled with what is stored: ``initial`` is read anew for every request.

    A hidden field carries a digest of what the form was filled with. It is no field of the form's own, so that
    ``cleaned_data`` stays what the verb takes. A POST without it (the API, a page from before) acts as ever.
    """

    unlocked: tuple[str, ...] = ()  # fields that change by themselves, or have a guard of their own
    has_edit_conflict = False

    def full_clean(self) -> None:
        super().full_clean()
        sent = self.data.get(self.add_prefix(SHOWN_STATE)) if self.is_bound else None
        if sent and self._locked() and sent != self._state():
            self._refuse_conflict()

    @property
    def shown_state(self) -> BoundField | str:
        """For templates that name their fields one by one."""
        return next(iter(self._lock()), "")

    def hidden_fields(self) -> list[BoundField]:
        return [*super().hidden_fields(), *self._lock()]

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        context["hidden_fields"] = [*context["hidden_fields"], *self._lock()]
        return context

    def _lock(self) -> list[BoundField]:
        # What stands there now, also in a refused form: whoever sends it again has seen the notes.
        return [BoundField(self, _StateField(self._state()), SHOWN_STATE)] if self._locked() else []

    def _refuse_conflict(self) -> None:
        differing = [name for name in self._locked() if self[name]._has_changed()]  # type: ignore[attr-defined]
        if not differing:
            return
        self.has_edit_conflict = True
        text = _(
            "Inzwischen hat jemand anderes hier etwas geändert. Noch ist nichts von Ihnen gespeichert. Bitte sehen "
            "Sie die Felder durch: Wenn Sie noch einmal speichern, gilt, was Sie geschrieben haben."
        )
        self.add_error(None, text)
        for name in differing:
            self.add_error(name, self._note(name))

    def _note(self, name: str) -> str:
        """With the field's name: the list at the top of the page repeats it."""
        label = str(self[name].label)
        shown = _shown(self.fields[name], self.get_initial_for_field(self.fields[name], name))
        if shown is None:
            return _("„%(field)s“ ist jetzt anders.") % {"field": label}
        if not shown:
            return _("„%(field)s“ ist jetzt leer.") % {"field": label}
        return _("„%(field)s“ ist jetzt: %(now)s") % {"field": label, "now": Truncator(shown).chars(LONGEST_NOTE)}

    def _state(self) -> str:
        values = [[name, _plain(self.get_initial_for_field(self.fields[name], name))] for name in self._locked()]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:24]

    def _locked(self) -> list[str]:
        return [
            name
            for name, field in self.fields.items()
            if name in (self.initial or {})
            and name not in self.unlocked
            and not field.disabled
            and not field.widget.is_hidden
            and not isinstance(field, forms.FileField)
        ]


class _StateField(forms.CharField):
    """Never filled with what was sent."""

    def __init__(self, state: str) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=state)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


def _plain(value: Any) -> Any:
    """The same for the same value in every process, however it was read."""
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return sorted([str(key), _plain(one)] for key, one in value.items()) or ""
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(one)) for one in value) or ""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(one) for one in value] or ""
    return "\n".join(str(value).split("\r\n")).strip()


def _shown(field: forms.Field, value: Any) -> str | None:
    """In words, or None for what has none."""
    if isinstance(field, forms.BooleanField):
        return _("Ja") if value else _("Nein")
    if isinstance(field, forms.ModelChoiceField | forms.MultiValueField):
        return None
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices if not isinstance(label, list | tuple)}
        chosen = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in chosen if one is not None)
    if isinstance(value, datetime | date | time):
        return str(formats.localize(value))
    prepared = field.prepare_value(value)
    return str(prepared or "").strip() if isinstance(prepared, str | int | Decimal | None) else None
