"""Pages in the frame of the site that the person works on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kreislauf.accounts.realm import current_realm


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, {"frame": current_realm().frame(request), **context}, status=status)


def form_page(request: HttpRequest, form: Any, *, heading: str, submit: str, lead: str = "") -> HttpResponse:
    context = {"form": form, "heading": heading, "lead": lead, "submit": submit}
    return page(request, "accounts/account_form.html", context, status=422 if request.method == "POST" else 200)
