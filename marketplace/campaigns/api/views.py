"""``/api/v1/campaigns/``: everybody reads what is public."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.counted import counted
from kreislauf.web.api_pages import Pages
from marketplace.campaigns.api.shapes import CampaignDetailShape, CampaignShape
from marketplace.campaigns.models import Campaign, Campaigns
from marketplace.campaigns.public.bar import bars_of
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import Card, matching

TAG = tagged(_("Kampagnen"))
COUNT = {"type": "object", "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"}}}
FILTERS = [
    OpenApiParameter("q", str, description="Wörter in Titel, Beschreibung, Betrieb oder Ort."),
    OpenApiParameter("bereich", str, many=True, description="Kurzname der Branche (`category`)."),
    OpenApiParameter("ort", str, many=True),
    OpenApiParameter("stand", str, description="`bald`, `fast`, `geschafft`, `vorbei` oder `alle`, sonst laufende."),
]


class CampaignsView(APIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="campaigns_list",
        summary="Kampagnen",
        tags=TAG,
        parameters=FILTERS,
        responses={200: CampaignShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        pages = Pages()
        rows = pages.paginate_queryset(_found(request).select_related("business__category"), request, self)
        bars = bars_of(rows)
        cards: Any = [Card(one, bars[one.pk]) for one in rows]  # the stubs know of one row only
        return pages.get_paginated_response(CampaignShape(cards, many=True).data)


class CountView(APIView):
    @extend_schema(
        operation_id="campaigns_count",
        summary="Wie viele Kampagnen es sind",
        tags=TAG,
        parameters=FILTERS,
        responses={200: COUNT},
    )
    def get(self, request: Request) -> Response:
        number = counted(_found(request))
        return Response({"count": number.n, "more": number.more})


class CampaignView(APIView):
    @extend_schema(
        operation_id="campaigns_retrieve",
        summary="Eine Kampagne",
        tags=TAG,
        responses={200: CampaignDetailShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        one = Campaign.objects.public().select_related("business__category").filter(pk=pk).first()
        if one is None:
            raise Http404
        return Response(CampaignDetailShape(Card(one, bars_of([one])[one.pk])).data)


def _found(request: Request) -> Campaigns:
    return matching(CampaignFilter.of(cast(QueryDict, request.query_params)), at=timezone.now())
