"""A page asks whether something was paid; its answer counts only while nothing came between.

The question carries a word for the state that it was about. A verb compares it under its lock and refuses with Changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class Changed(Exception):
    """Since somebody was asked, payments were noted of which they do not know."""


class Payable(Protocol):
    """A row that is noted as paid; ``payments`` is how often it was, with those that were taken back."""

    pk: int
    payments: int


class AskedForm(forms.Form):
    """For the question: ``AskedForm(initial={"asked_about": state_of(rows)})``."""

    asked_about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


def state_of(rows: Iterable[Payable]) -> str:
    """Another word as soon as one of them is noted as paid, for good."""
    names = " ".join(f"{one.pk}:{one.payments}" for one in rows)
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def asked_about(request: HttpRequest) -> str:
    """The word that came back with the answer."""
    return request.POST.get("asked_about", "")


def has_changed(request: HttpRequest, url: str) -> HttpResponse:
    """Say so, on the page where it stands now."""
    text = _("Inzwischen wurde etwas anderes eingetragen. Bitte sehen Sie nach, wie es jetzt steht.")
    messages.warning(request, text)
    return redirect(url)
