"""A page that asks for the reason before something is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kreislauf.audit.actor import Actor
from tenants.operators.forms import ReasonForm


class Act(Protocol):
    def __call__(self, *, reason: str, by: Actor, at: datetime) -> object: ...


def reason_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    hint: str,
    act: Act,
    done: str,
    refusals: Mapping[type[Exception], str],
    back: str,
    label: str = "",
) -> HttpResponse:
    """Ask with ``template``, then ``act`` and go ``back``, saying that it is ``done`` or why not (``refusals``)."""
    form = ReasonForm(request.POST or None, hint=hint, label=label)
    if request.method == "POST" and form.is_valid():
        try:
            act(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except tuple(refusals) as refusal:
            messages.error(request, refusals[type(refusal)])
        else:
            messages.success(request, done)
        return redirect(back)
    status = 422 if request.method == "POST" else 200
    return render(request, template, {**context, "form": form}, status=status)
