"""Lists of the REST API come in pages."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Pages(LimitOffsetPagination):
    max_limit = 200


def paged(request: Request, view: APIView, found: Any, shape: Any, **context: Any) -> Response:
    """``{"count": …, "next": …, "previous": …, "results": […]}``"""
    pages = Pages()
    rows: list[Any] | None = pages.paginate_queryset(found, request, view=view)
    return pages.get_paginated_response(shape(rows, many=True, context=context).data)
