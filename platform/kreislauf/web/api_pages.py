"""Lists of the REST API come in pages."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.web.row_id import MOST_DIGITS


class Pages(LimitOffsetPagination):
    """``?limit=20&offset=40``; a number that cannot be read is refused, one that is too large is cut."""

    max_limit = 200

    def get_limit(self, request: Request) -> int | None:
        return min(_number(request, "limit", least=1, usual=self.default_limit or 0), self.max_limit)

    def get_offset(self, request: Request) -> int:
        return _number(request, "offset", least=0, usual=0)

    def get_schema_operation_parameters(self, view: Any) -> list[Any]:
        found: list[Any] = super().get_schema_operation_parameters(view)
        for one in found:
            one["schema"] |= {"minimum": 1 if one["name"] == "limit" else 0}
        return found


def _number(request: Request, name: str, *, least: int, usual: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit()) or int(text[:MOST_DIGITS]) < least:
        raise ValidationError({name: [f"Hier steht eine ganze Zahl, mindestens {least}."]})
    return int(text) if len(text) <= MOST_DIGITS else 10**MOST_DIGITS


def paged(request: Request, view: APIView, found: Any, shape: Any, **context: Any) -> Response:
    """``{"count": …, "next": …, "previous": …, "results": […]}``"""
    pages = Pages()
    rows: list[Any] | None = pages.paginate_queryset(found, request, view=view)
    return pages.get_paginated_response(shape(rows, many=True, context=context).data)
