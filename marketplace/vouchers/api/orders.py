"""Orders: anybody buys, and follows the order by its token; a business sees what was ordered from it."""

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
from kreislauf.accounts.idempotency import key_reused, once
from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.web.api import Refusal
from kreislauf.web.api_pages import Pages, paged
from marketplace.businesses.caller import business_of_key
from marketplace.subsidies.reserve import SubsidyChanged
from marketplace.vouchers.api.caller import owner_of
from marketplace.vouchers.api.shapes import BuyerOrderShape, NewOrder, OrderShape, PlacedOrder
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.orders.hold import TooManyAtOnce, network_of
from marketplace.vouchers.orders.purchase import (
    Buyer,
    NotOnSale,
    OtherOrder,
    OutOfStock,
    PriceChanged,
    PriceOutOfRange,
    pay_order,
    place_order,
)

ORDERS_PER_HOUR = 60  # from one address


class OrdersView(APIView):
    permission_classes = [Scope]
    pagination_class = Pages
    required_scopes = {"GET": "orders:read"}

    @extend_schema(
        operation_id="orders_list",
        summary=_("Bestellungen des eigenen Betriebs"),
        tags=tagged(_("Bestellungen")),
        responses={200: OrderShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        found = Order.objects.filter(offer__business=business_of_key(request)).prefetch_related("vouchers")
        return paged(request, self, found.order_by("-created_at", "-pk"), OrderShape)

    @extend_schema(
        operation_id="orders_create",
        summary=_("Gutscheine bestellen"),
        description=_("Bezahlt wird auf der Seite unter `checkout_url`; der Preis gilt wie bestellt."),
        tags=tagged(_("Bestellungen")),
        request=NewOrder,
        parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample(
                "Zwei als Geschenk",
                summary=_("Zwei als Geschenk"),
                request_only=True,
                value={
                    "offer": 12,
                    "quantity": 2,
                    "unit_cents": 2450,
                    "email": "ute@example.org",
                    "gift": {"recipient_name": "Opa Heinz", "greeting": "Lass es dir schmecken!"},
                },
            )
        ],
        responses={
            201: PlacedOrder,
            **refusals(
                s400="invalid, idempotency_key_missing",
                s404="not_found",
                s409="not_on_sale, out_of_stock, too_many_at_once, price_changed, price_out_of_range, subsidy_changed, "
                "still_running",
                s422="idempotency_key_reused",
                s429="too_many",
            ),
        },
    )
    def post(self, request: Request) -> HttpResponseBase:
        if not allow_try(f"api order {address_of_client(request)}", ORDERS_PER_HOUR, 3600):
            raise Refusal("too_many", "Das waren sehr viele Bestellungen. Bitte später noch einmal.", status=429)
        # Not whole: the provider is asked outside of any transaction. The order itself keeps the name.
        return once(
            request, lambda name: self._order(request, name), owner=owner_of(request), at=timezone.now(), whole=False
        )

    def _order(self, request: Request, name: str) -> Response:
        shape = NewOrder(data=request.data)
        shape.is_valid(raise_exception=True)
        asked, now = shape.validated_data, timezone.now()
        offer = Offer.objects.filter(pk=asked["offer"]).first()
        if offer is None:
            raise Http404
        gift = asked["gift"]
        buyer = Buyer(
            email=asked["email"].lower(),
            name=asked["buyer_name"],
            is_gift=gift is not None,
            recipient_name=gift["recipient_name"] if gift else "",
            greeting=gift["greeting"] if gift else "",
            network=network_of(address_of_client(request)),
        )
        try:
            wanted = {key: asked[key] for key in ("quantity", "unit_cents", "subsidy_cents")}
            order = place_order(offer, **wanted, buyer=buyer, key=name, at=now)
        except OtherOrder:
            raise key_reused() from None
        except NotOnSale:
            raise Refusal("not_on_sale", "Dieser Gutschein wird gerade nicht verkauft.") from None
        except OutOfStock:
            raise Refusal("out_of_stock", "So viele Gutscheine sind nicht mehr da.") from None
        except TooManyAtOnce as refused:
            sentence = "So viele gehen nicht unbezahlt auf einmal."
            raise Refusal("too_many_at_once", sentence, most=refused.most) from None
        except PriceChanged:
            raise Refusal("price_changed", "Der Preis hat sich geändert.", price_cents=offer.price_cents) from None
        except SubsidyChanged as refused:
            sentence = "Der Zuschuss der Region ist jetzt ein anderer."
            raise Refusal("subsidy_changed", sentence, subsidy_cents=refused.unit_cents) from None
        except PriceOutOfRange:
            sentence = "Dieser Betrag liegt außerhalb dessen, was der Betrieb anbietet."
            raise Refusal(
                "price_out_of_range", sentence, min_cents=offer.min_cents, max_cents=offer.max_cents
            ) from None
        order.unprintable = buyer.unprintable  # type: ignore[attr-defined]
        order.checkout_url = pay_order(order, at=now)  # type: ignore[attr-defined]
        return Response(PlacedOrder(order).data, status=201)


class OrderView(APIView):
    permission_classes = [Scope]

    @extend_schema(
        operation_id="orders_retrieve",
        summary=_("Eine Bestellung mit ihren Gutscheinen"),
        description=_("Der Token aus der Bestellung ist der Schlüssel dazu."),
        tags=tagged(_("Bestellungen")),
        responses={200: BuyerOrderShape, **refusals(s404="not_found")},
    )
    def get(self, request: Request, token: str) -> Response:
        order = Order.objects.prefetch_related("vouchers").filter(token=token).first()
        if order is None:
            raise Http404
        return Response(BuyerOrderShape(order).data)
