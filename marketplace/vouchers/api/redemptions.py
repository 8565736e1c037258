"""A till of one's own: look a voucher up, redeem it, take a redemption back. Open while a region is suspended, too."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kreislauf.accounts.api import Scope
from kreislauf.accounts.api_schema import IDEMPOTENCY_KEY, refusals, tagged
from kreislauf.accounts.idempotency import once
from kreislauf.web.api import Refusal
from kreislauf.web.api_pages import Pages, paged
from marketplace.businesses.caller import business_of_key
from marketplace.vouchers.api.caller import actor_of, owner_of
from marketplace.vouchers.api.shapes import NewRedemption, NewReversal, RedemptionShape, VoucherShape
from marketplace.vouchers.codes import normalise
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till import redeem as till
from marketplace.vouchers.till.day_report import redemptions_of
from marketplace.vouchers.till.refusals import REVERSAL_REFUSED, answer_to
from marketplace.vouchers.till.reverse import NotReversed, reverse

REDEEMED = {
    "id": 381,
    "voucher": "M2VH",
    "title": "Frühstück für zwei",
    "amount_cents": 1250,
    "left_after_cents": 3750,
    "redeemed_at": "2026-11-02T13:00:00+01:00",
    "by": "Kasse 1 (API)",
    "reversal": None,
}
TOO_LITTLE_LEFT = {
    "code": "too_little_left",
    "message": "So viel ist nicht mehr auf dem Gutschein. Es sind noch 3,00 €.",
    "left_cents": 300,
}
STATUS = {till.UnknownCode: 404, till.WrongBusiness: 403, till.NotTakingPart: 403, till.KeyReused: 422}


class VoucherView(APIView):
    permission_classes = [Scope]
    required_scopes = {"GET": "vouchers:read"}

    @extend_schema(
        operation_id="vouchers_retrieve",
        summary=_("Was auf einem Gutschein noch ist"),
        tags=tagged(_("Kasse")),
        responses={
            200: VoucherShape,
            **refusals(s403="permission_denied, wrong_business, not_taking_part", s404="unknown_code"),
        },
    )
    def get(self, request: Request, code: str) -> Response:
        business = business_of_key(request)
        voucher = Voucher.objects.select_related("order", "business").filter(code=normalise(code)).first()
        if voucher is None:
            raise refused(till.UnknownCode(), typed=code)
        if (elsewhere := till.not_here(voucher, by=business)) is not None:
            raise refused(elsewhere)
        return Response(VoucherShape(voucher, context={"business": business}).data)


class RedemptionsView(APIView):
    permission_classes = [Scope]
    pagination_class = Pages
    required_scopes = {"GET": "vouchers:read", "POST": "redemptions:write"}

    @extend_schema(
        operation_id="redemptions_list",
        summary=_("Einlösungen des eigenen Betriebs, die neuesten zuerst"),
        tags=tagged(_("Kasse")),
        responses={200: RedemptionShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        return paged(request, self, redemptions_of(business_of_key(request)), RedemptionShape)

    @extend_schema(
        operation_id="redemptions_create",
        summary=_("Einlösen"),
        tags=tagged(_("Kasse")),
        request=NewRedemption,
        parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample(
                "12,50 €",
                request_only=True,
                value={"code": "K7QM-4XPD-9TRA-M2VH", "amount_cents": 1250},
            ),
            OpenApiExample(
                "Eingelöst", summary=_("Eingelöst"), response_only=True, status_codes=["201"], value=REDEEMED
            ),
            OpenApiExample(
                "Zu wenig übrig",
                summary=_("Zu wenig übrig"),
                response_only=True,
                status_codes=["409"],
                value=TOO_LITTLE_LEFT,
            ),
        ],
        responses={
            201: RedemptionShape,
            **refusals(
                s400="invalid, idempotency_key_missing",
                s403="permission_denied, wrong_business, not_taking_part",
                s404="unknown_code",
                s409="too_little_left (left_cents), nothing_left, blocked, refunded, expired, still_running",
                s422="idempotency_key_reused",
            ),
        },
    )
    def post(self, request: Request) -> HttpResponseBase:
        return once(
            request, lambda name: self._redeem(request, name), owner=owner_of(request), at=timezone.now(), whole=True
        )

    def _redeem(self, request: Request, name: str) -> Response:
        shape = NewRedemption(data=request.data)
        shape.is_valid(raise_exception=True)
        code, amount_cents = shape.validated_data["code"], shape.validated_data["amount_cents"]
        business = business_of_key(request)
        try:
            redemption = till.redeem(
                code, by=business, actor=actor_of(request), amount_cents=amount_cents, at=timezone.now(), key=name
            )
        except till.NotRedeemed as refusal:
            raise refused(refusal, typed=code) from refusal
        return Response(RedemptionShape(redemptions_of(business).get(pk=redemption.pk)).data, status=201)


class RedemptionView(APIView):
    permission_classes = [Scope]
    required_scopes = {"GET": "vouchers:read"}

    @extend_schema(
        operation_id="redemptions_retrieve",
        summary=_("Eine Einlösung"),
        tags=tagged(_("Kasse")),
        responses={200: RedemptionShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(RedemptionShape(_own(request, pk)).data)


class ReversalView(APIView):
    permission_classes = [Scope]
    required_scopes = {"POST": "redemptions:write"}

    @extend_schema(
        operation_id="redemptions_reverse",
        summary=_("Eine Einlösung stornieren"),
        description=_("Ganz, einmal, mit Grund, innerhalb von 24 Stunden."),
        tags=tagged(_("Kasse")),
        request=NewReversal,
        parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample("Vertippt", summary=_("Vertippt"), request_only=True, value={"reason": "Falscher Betrag"})
        ],
        responses={
            201: RedemptionShape,
            **refusals(
                s400="invalid, idempotency_key_missing",
                s404="not_found",
                s409="already_reversed, too_late, voucher_closed, still_running",
                s422="idempotency_key_reused",
            ),
        },
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        return once(
            request, lambda _name: self._reverse(request, pk), owner=owner_of(request), at=timezone.now(), whole=True
        )

    def _reverse(self, request: Request, pk: int) -> Response:
        shape = NewReversal(data=request.data)
        shape.is_valid(raise_exception=True)
        redemption = _own(request, pk)
        try:
            reverse(redemption, reason=shape.validated_data["reason"], by=actor_of(request), at=timezone.now())
        except NotReversed as refusal:
            answer = REVERSAL_REFUSED[type(refusal)]
            raise Refusal(answer.code, str(answer)) from refusal
        return Response(RedemptionShape(_own(request, pk)).data, status=201)


def refused(refusal: till.NotRedeemed, *, typed: str = "") -> Refusal:
    """The till's words for programs."""
    answer = answer_to(refusal, typed=typed)
    detail = {"left_cents": refusal.left_cents} if isinstance(refusal, till.TooLittleLeft) else {}
    return Refusal(answer.code, str(answer), status=STATUS.get(type(refusal), 409), **detail)


def _own(request: Request, pk: int) -> Redemption:
    redemption = redemptions_of(business_of_key(request)).filter(pk=pk).first()
    if redemption is None:
        raise Http404
    return redemption
