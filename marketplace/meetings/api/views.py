"""``/api/v1/meetings/``: everybody reads what is public."""

from __future__ import annotations

from typing import cast

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.counted import counted
from kreislauf.web.api_pages import Pages, paged
from marketplace.meetings.api.shapes import MeetingShape
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.public.filter import MeetingFilter

TAG = tagged(_("Termine"))
COUNT = {"type": "object", "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"}}}
FILTERS = [
    OpenApiParameter("q", str, description="Wörter in Titel, Beschreibung oder Ort."),
    OpenApiParameter("thema", str, many=True, description="Kurzname des Themas (`topic`)."),
    OpenApiParameter("partner", str, many=True, description="Kurzname des Partners (`body`)."),
    OpenApiParameter("art", str, many=True, description="`online`, `onsite` oder `hybrid`."),
    OpenApiParameter("monat", str, description="Wie 2026-12."),
    OpenApiParameter("ort", str, many=True),
    OpenApiParameter("zeit", str, description="`vorbei` für vergangene, sonst kommende."),
]


class MeetingsView(APIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="meetings_list",
        summary="Termine",
        tags=TAG,
        parameters=FILTERS,
        responses={200: MeetingShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        return paged(request, self, _found(request).select_related("body", "business", "topic"), MeetingShape)


class CountView(APIView):
    @extend_schema(
        operation_id="meetings_count",
        summary="Wie viele Termine es sind",
        tags=TAG,
        parameters=FILTERS,
        responses={200: COUNT},
    )
    def get(self, request: Request) -> Response:
        number = counted(_found(request))
        return Response({"count": number.n, "more": number.more})


class MeetingView(APIView):
    @extend_schema(
        operation_id="meetings_retrieve",
        summary="Ein Termin",
        tags=TAG,
        responses={200: MeetingShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        meeting = Meeting.objects.public().select_related("body", "business", "topic").filter(pk=pk).first()
        if meeting is None:
            raise Http404
        return Response(MeetingShape(meeting).data)


def _found(request: Request) -> Meetings:
    return MeetingFilter.of(cast(QueryDict, request.query_params)).results(timezone.now())
