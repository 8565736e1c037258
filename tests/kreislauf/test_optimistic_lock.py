"""The digest of what a form was filled with, and what is said of another one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from kreislauf.forms.optimistic_lock import SHOWN_STATE, OptimisticLock


class NoteForm(OptimisticLock, forms.Form):
    unlocked = ("stock",)
    text = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "Ein <A>"), ("b", "Ein B")], required=False)
    day = forms.DateField(required=False)
    open = forms.BooleanField(required=False)
    stock = forms.IntegerField(required=False)


def state(**initial: Any) -> str:
    return str(NoteForm(initial=initial).hidden_fields()[0].value())


def test_the_digest_is_the_same_for_the_same_value() -> None:
    assert state(text="a\nb ") == state(text="a\r\nb")
    assert state(text=None) == state(text="") == state(text=[])
    assert state(text=Decimal("1.50")) == state(text=Decimal("1.5"))
    assert state(text={"b", "a"}) == state(text={"a", "b"})
    assert state(text={"b": 1, "a": 2}) == state(text={"a": 2, "b": 1})
    assert state(day=date(2026, 1, 2)) != state(day=date(2026, 1, 3))
    assert state(text="a", stock=1) == state(text="a", stock=2)


def test_what_others_wrote_stands_at_its_field_and_escaped() -> None:
    data = {"text": "meins", "kind": "b", SHOWN_STATE: state(text="alt", kind="b", open=False)}
    form = NoteForm(data, initial={"text": "<i>" + "x" * 400, "kind": "a", "open": True})
    assert not form.is_valid()
    assert form.has_edit_conflict
    assert list(form.errors) == ["__all__", "text", "kind", "open"]
    assert form.errors["kind"] == ["„Kind“ ist jetzt: Ein <A>"]
    assert form.errors["open"] == ["„Open“ ist jetzt: Ja"]
    assert len(form.errors["text"][0]) < 330
    page = str(form)
    assert "<i>" not in page
    assert 'value="meins"' in page


@pytest.mark.parametrize("typed", ["neu", "meins"])
def test_no_complaint_without_the_digest_or_where_all_is_equal(typed: str) -> None:
    data = {"text": typed}
    if typed == "neu":
        data[SHOWN_STATE] = state(text="alt")
    form = NoteForm(data, initial={"text": "neu"})
    assert form.is_valid()
    assert SHOWN_STATE not in form.cleaned_data


def test_a_form_that_nothing_filled_has_no_digest() -> None:
    assert NoteForm().hidden_fields() == []
