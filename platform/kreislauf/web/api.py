"""What the REST API answers when something is refused: a code for programs, a sentence for people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

_DJANGO_S_OWN: dict[type[Exception], str] = {Http404: "not_found", PermissionDenied: "permission_denied"}
_SENTENCES = {
    "not_found": "Das gibt es hier nicht.",
    "not_authenticated": "Bitte senden Sie einen Zugangsschlüssel mit: Authorization: Bearer kl_…",
    "parse_error": "Das ist kein lesbares JSON.",
    "unsupported_media_type": "Bitte senden Sie JSON (Content-Type: application/json).",
}


class Refusal(APIException):
    """``Refusal("too_little_left", "Auf dem Gutschein sind noch 3,00 €.", status=409)``"""

    def __init__(self, code: str, sentence: str, *, status: int = 409, **detail: Any) -> None:
        super().__init__(detail=sentence, code=code)
        self.status_code = status
        # Apart from ``detail``, which turns every number into text.
        self.body = {"code": code, "message": sentence, **detail}


def answer_refusals(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every error body has ``code`` and ``message``; invalid fields stand under ``fields``."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, Refusal):
        response.data = exc.body
        return response
    detail = getattr(exc, "detail", None)
    if response.status_code == 400 and isinstance(detail, dict):
        response.data = {"code": "invalid", "message": "Einige Angaben stimmen noch nicht.", "fields": _flat(detail)}
    else:
        code = getattr(exc, "default_code", "") or _DJANGO_S_OWN.get(type(exc), "error")
        sentence = _SENTENCES.get(code) or str(detail or exc)
        response.data = {"code": code, "message": sentence}
    return response


def _flat(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Fields within fields by their path: ``{"gift.greeting": ["Bitte höchstens 300 Zeichen."]}``."""
    if isinstance(detail, dict):
        parts = [(f"{name}.{key}".lstrip("."), inner) for key, inner in detail.items()]
    elif isinstance(detail, list) and any(isinstance(one, dict | list) for one in detail):
        parts = [(f"{name}.{index}", inner) for index, inner in enumerate(detail)]
    else:
        return {name: [str(one) for one in (detail if isinstance(detail, list) else [detail])]}
    return {path: sentences for key, inner in parts if inner for path, sentences in _flat(inner, key).items()}
