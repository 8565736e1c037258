"""What the pages on which staff pays settlements have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _


def asked_about(request: HttpRequest) -> str:
    return request.POST.get("asked_about", "")


def has_changed(request: HttpRequest, url: str) -> HttpResponse:
    text = _("Inzwischen wurde etwas anderes eingetragen. Bitte sehen Sie nach, wie es jetzt steht.")
    messages.warning(request, text)
    return redirect(url)


def form_page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, f"bank/payouts/{name}.html", context, status=status)
