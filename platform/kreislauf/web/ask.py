"""Ask before something is done that hurts, and offer a way back where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kreislauf.slices import Text


def ask(
    request: HttpRequest,
    heading: Text,
    text: Text = "",
    *,
    submit: Text,
    cancel_url: str,
    danger: bool = True,
    form: forms.Form | None = None,
    details: Sequence[tuple[Text, object]] = (),
    frame: str = "office",
) -> HttpResponse:
    """A page with one question, which posts to its own address; a refused ``form`` is answered with 422.

    ``frame`` is whose area it stands in: office, business or partner.
    """
    context = {
        "heading": heading,
        "text": text,
        "submit": submit,
        "danger": danger,
        "cancel_url": cancel_url,
        "form": form,
        "details": details,
    }
    return render(request, f"asking/{frame}.html", context, status=422 if form is not None and form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also a POST without a single field, which is refused rather than asked about.

    On a GET, what somebody had typed when the sign-in stood in the way (``kept_form``): it is shown in its form, and a
    view does nothing with it, for it asks for ``request.method``, not whether its form is bound.
    """
    return request.POST if request.method == "POST" or request.POST else None


def say_undoable(request: HttpRequest, text: Text, *, undo_url: str) -> None:
    """A message with a button „Rückgängig“ that posts to ``undo_url``."""
    messages.success(request, str(text), extra_tags=undo_url)
