"""``/api/v1/businesses/``: everybody reads what is public, a business changes its own."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api import Scope
from kreislauf.accounts.api_schema import refusals, tagged
from kreislauf.accounts.models import ApiToken
from kreislauf.web.api_pages import Pages, paged
from marketplace.businesses.caller import business_of_key, closed, open_business_of_key
from marketplace.businesses.change import change_at_once
from marketplace.businesses.models import AT_ONCE, TEXTS, Business
from marketplace.businesses.search import Search
from marketplace.businesses.shapes import BusinessShape, ChangedBusiness, OwnBusinessShape
from marketplace.review.change import Ended, change

TAG = tagged(_("Betriebe"))


class BusinessesView(APIView):
    pagination_class = Pages

    @extend_schema(
        operation_id="businesses_list",
        summary=_("Öffentliche Betriebe"),
        tags=TAG,
        parameters=[
            OpenApiParameter("q", str, description=_("Wörter in Name, Beschreibung, Ort oder Branche.")),
            OpenApiParameter("bereich", str, many=True, description=_("Kurzname der Branche (`category`).")),
            OpenApiParameter("ort", str, many=True),
            OpenApiParameter("offen", bool, description=_("1: jetzt geöffnet.")),
            OpenApiParameter("liefert", bool),
            OpenApiParameter("shop", bool),
        ],
        responses={200: BusinessShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        found = Search.of(request.query_params).results(timezone.now()).select_related("category").in_german_order()
        return paged(request, self, found, BusinessShape)


class BusinessView(APIView):
    @extend_schema(
        operation_id="businesses_retrieve",
        summary=_("Ein Betrieb"),
        tags=TAG,
        responses={200: BusinessShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        business = Business.objects.public().select_related("category").filter(pk=pk).first()
        if business is None:
            raise Http404
        return Response(BusinessShape(business).data)


class OwnBusinessView(APIView):
    permission_classes = [Scope]
    required_scopes = {"GET": "businesses:read", "PATCH": "businesses:write"}

    @extend_schema(
        operation_id="businesses_me",
        summary=_("Der eigene Betrieb"),
        tags=TAG,
        responses={200: OwnBusinessShape},
    )
    def get(self, request: Request) -> Response:
        return Response(OwnBusinessShape(business_of_key(request)).data)

    @extend_schema(
        operation_id="businesses_me_update",
        summary=_("Den eigenen Betrieb ändern"),
        tags=TAG,
        request=ChangedBusiness(partial=True),
        examples=[
            OpenApiExample(
                "Samstags kürzer",
                summary=_("Samstags kürzer"),
                request_only=True,
                value={"hours": [{"day": 5, "opens": "09:00", "closes": "12:00"}]},
            )
        ],
        responses={
            200: OwnBusinessShape,
            **refusals(s400="invalid", s409="closed"),
        },
    )
    def patch(self, request: Request) -> Response:
        business = open_business_of_key(request)
        shape = ChangedBusiness(business, data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        values: dict[str, Any] = dict(shape.validated_data)
        if "category" in values:
            values["category_id"] = values.pop("category").pk
        by, at = f"{cast(ApiToken, request.auth).name} (API)", timezone.now()
        facts = {name: value for name, value in values.items() if name in AT_ONCE}
        texts = {name: value for name, value in values.items() if name in TEXTS}
        try:
            with transaction.atomic():
                if facts:
                    business = change_at_once(business, facts, by=by, at=at)
                if texts:
                    business = change(business, texts, by=by, at=at, is_proven=True)
        except Ended:
            raise closed() from None
        return Response(OwnBusinessShape(business).data)
