"""Lists of the REST API come in pages by key: nothing is counted, and a page does not move while rows are added."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from kreislauf.web.pages import key_page

PER_PAGE, MOST = 50, 200


class Pages(BasePagination):
    """``?limit=`` rows after or before the one that ``?cursor=`` names; the answer says what comes next."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.request, typed = request, request.query_params.get("limit", "")
        limit = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else PER_PAGE
        self.page = key_page(queryset, request.query_params.get("cursor"), per_page=min(limit or PER_PAGE, MOST))
        return list(self.page)

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._address(self.page.next_page_number),
                "previous": self._address(self.page.previous_page_number),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        properties = {
            "next": address | {"description": _("Adresse der nächsten Seite; null auf der letzten.")},
            "previous": address | {"description": _("Adresse der Seite davor; null auf der ersten.")},
            "results": schema,
        }
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            {
                "name": "limit",
                "in": "query",
                "description": _("Höchstens so viele Einträge; ohne Angabe %(n)s, nie mehr als %(most)s.")
                % {"n": PER_PAGE, "most": MOST},
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PER_PAGE},
            },
            {
                "name": "cursor",
                "in": "query",
                "description": _("Wo die Seite beginnt; steht in `next` und `previous`."),
                "schema": {"type": "string"},
            },
        ]

    def _address(self, cursor: str) -> str | None:
        if not cursor:
            return None
        url = remove_query_param(self.request.build_absolute_uri(), "cursor")
        address: str = replace_query_param(url, "cursor", cursor)
        return address


def paged(request: Request, view: APIView, found: Any, shape: Any, **context: Any) -> Response:
    """``{"next": …, "previous": …, "results": […]}``"""
    pages = Pages()
    rows = pages.paginate_queryset(found, request, view=view)
    return pages.get_paginated_response(shape(rows, many=True, context=context).data)
