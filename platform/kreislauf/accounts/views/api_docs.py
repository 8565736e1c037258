"""``/api/v1/docs/``: the API's description as a page of the house, which needs no script."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from kreislauf.accounts.api_schema import USUAL
from kreislauf.web.api_reference import Reference, reference_of


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    context = {
        "api": _reference(get_language() or settings.LANGUAGE_CODE),
        "usual": USUAL,
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "api/docs.html", context)


@lru_cache(maxsize=len(settings.LANGUAGES))
def _reference(language: str) -> Reference:
    """The same for every region; its words are those of the language that is active."""
    generator = SchemaGenerator(urlconf=settings.SPECTACULAR_SETTINGS["SERVE_URLCONF"])  # type: ignore[no-untyped-call]
    return reference_of(generator.get_schema(public=True), usual=USUAL)  # type: ignore[no-untyped-call]
