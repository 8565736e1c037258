"""Error pages in the site's own look, made without the database."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kreislauf.permissions import KEEPS_FORMS
from kreislauf.web.kept_form import keep_form
from kreislauf.web.page_of import page_of


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open longer than the browser window. A form of ours is shown again with what was typed."""
    page = page_of(request)
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        match = request.resolver_match
        response = redirect(page)
        if (
            match
            and getattr(match.func, "audience", None) in KEEPS_FORMS
            and keep_form(request, response, signed_out=False)
        ):
            return response
    return render(request, "errors/form_expired.html", {"page": page}, status=403)
