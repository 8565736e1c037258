"""Offers: everybody reads what is on sale, a business writes its own."""

from __future__ import annotations

from typing import Any

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
from kreislauf.web.api import Refusal
from kreislauf.web.api_pages import Pages, paged
from kreislauf.web.row_id import row_id
from marketplace.businesses.caller import business_of_key, open_business_of_key
from marketplace.vouchers.api.caller import actor_of, token_of
from marketplace.vouchers.api.offer_shapes import ChangedOffer, NewOffer, OfferShape
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.edit import (
    NotForTheRegion,
    NotPossible,
    StoppedByStaff,
    change_offer,
    draft_offer,
    publish_offer,
    resume_offer,
    stop_offer,
)

BREAKFAST = OpenApiExample(
    "Frühstück für zwei",
    summary=_("Frühstück für zwei"),
    request_only=True,
    value={"kind": "service", "title": "Frühstück für zwei", "price_cents": 2450, "stock_left": 20},
)


class OffersView(APIView):
    permission_classes = [Scope]
    pagination_class = Pages
    required_scopes = {"POST": "offers:write"}

    @extend_schema(
        operation_id="offers_list",
        summary=_("Angebote im Verkauf"),
        tags=tagged(_("Angebote")),
        parameters=[
            OpenApiParameter("business", int, description=_("Nur von diesem Betrieb (id).")),
            OpenApiParameter(
                "mine", bool, description=_("Mit Schlüssel: alle eigenen, auch Entwürfe und angehaltene.")
            ),
        ],
        responses={200: OfferShape(many=True), **refusals(s401=_("`mine` ohne Schlüssel"))},
    )
    def get(self, request: Request) -> Response:
        found = Offer.objects.select_related("business")
        if request.query_params.get("mine") in ("1", "true"):
            if token_of(request) is None:
                self.permission_denied(request)
            found = found.filter(business=business_of_key(request)).order_by("-created_at", "-pk")
        else:
            found = found.on_sale().order_by("-published_at", "-pk")
        business = request.query_params.get("business", "")
        if business:
            found = found.filter(business_id=row_id(business))
        return paged(request, self, found, OfferShape)

    @extend_schema(
        operation_id="offers_create",
        summary=_("Angebot anlegen"),
        tags=tagged(_("Angebote")),
        request=NewOffer,
        examples=[BREAKFAST],
        responses={
            201: OfferShape,
            **refusals(s400="invalid", s409="not_possible, closed"),
        },
    )
    def post(self, request: Request) -> Response:
        business = open_business_of_key(request)
        shape = NewOffer(data=request.data)
        shape.is_valid(raise_exception=True)
        text: dict[str, Any] = dict(shape.validated_data)
        publish = text.pop("publish")
        by, at = actor_of(request), timezone.now()
        try:
            with transaction.atomic():
                offer = draft_offer(business, text=text, by=by, at=at)
                if publish:
                    publish_offer(offer, by=by, at=at)
        except NotForTheRegion as refusal:
            raise Refusal("not_possible", "Die Region verkauft nur Mehrzweck-Gutscheine über Beträge.") from refusal
        return Response(OfferShape(offer).data, status=201)


class OfferView(APIView):
    permission_classes = [Scope]
    required_scopes = {"PATCH": "offers:write"}

    @extend_schema(
        operation_id="offers_retrieve",
        summary=_("Ein Angebot"),
        tags=tagged(_("Angebote")),
        responses={200: OfferShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        offer = Offer.objects.select_related("business").filter(pk=pk).first()
        token = token_of(request)
        if offer is None or not (offer.is_on_sale or (token and token.business_id == offer.business_id)):
            raise Http404
        return Response(OfferShape(offer).data)

    @extend_schema(
        operation_id="offers_update",
        summary=_("Angebot ändern, veröffentlichen, anhalten"),
        tags=tagged(_("Angebote")),
        request=ChangedOffer(partial=True),
        examples=[OpenApiExample("Anhalten", summary=_("Anhalten"), request_only=True, value={"stopped": True})],
        responses={
            200: OfferShape,
            **refusals(s400="invalid", s404="not_found", s409="not_possible, closed"),
        },
    )
    def patch(self, request: Request, pk: int) -> Response:
        offer = Offer.objects.select_related("business").filter(pk=pk, business=open_business_of_key(request)).first()
        if offer is None:
            raise Http404
        shape = ChangedOffer(offer, data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        changes: dict[str, Any] = dict(shape.validated_data)
        publish, stopped = changes.pop("publish", None), changes.pop("stopped", None)
        try:
            with transaction.atomic():
                self._apply(request, offer, changes=changes, publish=publish, stopped=stopped)
        except StoppedByStaff:
            raise Refusal("stopped_by_staff", "Das Team der Seite hat dieses Angebot angehalten.") from None
        except NotPossible as refusal:
            raise Refusal("not_possible", "Das geht im jetzigen Stand des Angebots nicht.") from refusal
        return Response(OfferShape(Offer.objects.select_related("business").get(pk=pk)).data)

    @staticmethod
    def _apply(
        request: Request, offer: Offer, *, changes: dict[str, Any], publish: bool | None, stopped: bool | None
    ) -> None:
        by, at = actor_of(request), timezone.now()
        change_offer(offer, changes=changes, by=by, at=at)
        if publish:
            publish_offer(offer, by=by, at=at)
        if stopped is not None:
            (stop_offer if stopped else resume_offer)(offer, by=by, at=at)
