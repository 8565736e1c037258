"""The slice's part of ``/api/v1/``. What a till needs stands under ``till``: open while a region is suspended, too."""

from __future__ import annotations

from django.urls import include, path

from kreislauf.permissions import Audience, allow
from marketplace.vouchers.api import offers, orders, redemptions

app_name = "vouchers"
till_patterns = [
    path("vouchers/<str:code>/", allow(Audience.TOKEN)(redemptions.VoucherView.as_view()), name="voucher"),
    path("redemptions/", allow(Audience.TOKEN)(redemptions.RedemptionsView.as_view()), name="redemptions"),
    path("redemptions/<int:pk>/", allow(Audience.TOKEN)(redemptions.RedemptionView.as_view()), name="redemption"),
    path("redemptions/<int:pk>/reversal/", allow(Audience.TOKEN)(redemptions.ReversalView.as_view()), name="reversal"),
]
urlpatterns = [
    path("offers/", allow(Audience.TOKEN)(offers.OffersView.as_view()), name="offers"),
    path("offers/<int:pk>/", allow(Audience.TOKEN)(offers.OfferView.as_view()), name="offer"),
    path("orders/", allow(Audience.TOKEN)(orders.OrdersView.as_view()), name="orders"),
    path("orders/<slug:token>/", allow(Audience.TOKEN)(orders.OrderView.as_view()), name="order"),
    path("", include((till_patterns, "till"))),
]
