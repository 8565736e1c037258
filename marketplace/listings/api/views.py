"""``/api/v1/listings/``: everybody reads what is public, a business writes its own."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api import Scope
from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.counted import counted
from kreislauf.web.api_pages import Pages, paged
from marketplace.businesses.caller import business_of_key
from marketplace.listings.api import own
from marketplace.listings.api.shapes import KindShape, ListingShape, OwnListingShape
from marketplace.listings.models import Kind, Listing
from marketplace.listings.public.filter import ListingFilter

TAG = tagged(_("Börse"))
RELATED = ("kind", "category", "business")


class KindsView(APIView):
    @extend_schema(
        operation_id="listing_kinds_list",
        summary="Arten von Anzeigen und ihre Bereiche",
        tags=TAG,
        responses={200: KindShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        kinds: Any = Kind.objects.on_show().prefetch_related("categories")  # the stubs know of one row only
        return Response(KindShape(kinds, many=True).data)


class ListingsView(APIView):
    permission_classes = [Scope]
    pagination_class = Pages
    required_scopes = {"POST": own.WRITE}
    post = own.creation

    @extend_schema(
        operation_id="listings_list",
        summary="Anzeigen der Börse",
        tags=TAG,
        parameters=[
            OpenApiParameter("art", str, description="Kurzname der Art (`kind`)."),
            OpenApiParameter("q", str, description="Wörter in Überschrift, Text, Bereich oder Ort."),
            OpenApiParameter("bereich", str, many=True, description="Kurzname des Bereichs (`category`)."),
            OpenApiParameter("ort", str, many=True),
            OpenApiParameter("plz", str),
            OpenApiParameter("mine", bool, description="Mit Schlüssel: alle eigenen, auch wartende und beendete."),
        ],
        responses={200: ListingShape(many=True), **refusals(s401="mine ohne Schlüssel")},
    )
    def get(self, request: Request) -> Response:
        if request.query_params.get("mine") in ("1", "true"):
            if request.auth is None:
                self.permission_denied(request)
            mine = own.own_listings(business_of_key(request))
            return paged(request, self, mine.order_by("-written_at", "-pk"), OwnListingShape)
        found = ListingFilter.of(_query(request)).results(_kind(request)).select_related(*RELATED)
        return paged(request, self, found.order_by("-shown_at", "-pk"), ListingShape)


class CountView(APIView):
    @extend_schema(
        operation_id="listings_count",
        summary="Wie viele Anzeigen es sind",
        tags=TAG,
        responses={200: {"type": "object", "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"}}}},
    )
    def get(self, request: Request) -> Response:
        number = counted(ListingFilter.of(_query(request)).results(_kind(request)))
        return Response({"count": number.n, "more": number.more})


class ListingView(APIView):
    permission_classes = [Scope]
    required_scopes = {"PATCH": own.WRITE}
    patch = own.update

    @extend_schema(
        operation_id="listings_retrieve",
        summary="Eine Anzeige",
        tags=TAG,
        description=_("Mit Schlüssel auch eine eigene, die wartet oder beendet ist."),
        responses={200: ListingShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        if request.auth is not None:
            mine = own.own_listings(business_of_key(request)).filter(pk=pk).first()
            if mine is not None:
                return Response(OwnListingShape(mine).data)
        listing = Listing.objects.public().select_related(*RELATED).filter(pk=pk).first()
        if listing is None:
            raise Http404
        return Response(ListingShape(listing).data)


def _query(request: Request) -> QueryDict:
    return cast(QueryDict, request.query_params)


def _kind(request: Request) -> Kind | None:
    """None for all; a kind that does not exist finds nothing."""
    slug = request.query_params.get("art", "").replace("\0", "")[:40]
    return (Kind.objects.on_show().filter(slug=slug).first() or Kind(pk=0)) if slug else None
