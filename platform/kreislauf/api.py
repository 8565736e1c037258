"""What the REST API answers when something is refused: a code for programs, a sentence for people."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Refusal(APIException):
    """``Refusal("too_little_left", "Auf dem Gutschein sind noch 3,00 €.", status=409)``"""

    def __init__(self, code: str, sentence: str, *, status: int = 409, **detail: Any) -> None:
        super().__init__(detail={"code": code, "message": sentence, **detail}, code=code)
        self.status_code = status


def answer_refusals(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every error body has ``code`` and ``message``; invalid fields stand under ``fields``."""
    response = exception_handler(exc, context)
    if response is None or isinstance(exc, Refusal):
        return response
    detail = getattr(exc, "detail", None)
    if response.status_code == 400 and isinstance(detail, dict):
        response.data = {"code": "invalid", "message": "Einige Angaben stimmen noch nicht.", "fields": response.data}
    else:
        code = getattr(exc, "default_code", "error")
        response.data = {"code": code, "message": str(detail or exc)}
    return response
