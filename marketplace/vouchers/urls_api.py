"""The slice's part of ``/api/v1/``. What a till needs stands under ``till``."""

from __future__ import annotations

from django.urls import include, path

from kreislauf.permissions import Audience, allow
from marketplace.vouchers.api import offers, orders, redemptions

app_name = "vouchers"
# Vouchers that are sold must always pay, and their buyers see them, as on their page.
ALWAYS = allow(Audience.TOKEN, while_paused=True, while_off=True, secret=True)
till_patterns = [
    path("vouchers/<str:code>/", ALWAYS(redemptions.VoucherView.as_view()), name="voucher"),
    path("redemptions/", ALWAYS(redemptions.RedemptionsView.as_view()), name="redemptions"),
    path("redemptions/<int:pk>/", ALWAYS(redemptions.RedemptionView.as_view()), name="redemption"),
    path("redemptions/<int:pk>/reversal/", ALWAYS(redemptions.ReversalView.as_view()), name="reversal"),
]
urlpatterns = [
    path("offers/", allow(Audience.TOKEN)(offers.OffersView.as_view()), name="offers"),
    path("offers/<int:pk>/", allow(Audience.TOKEN)(offers.OfferView.as_view()), name="offer"),
    path("orders/", allow(Audience.TOKEN, secret=True)(orders.OrdersView.as_view()), name="orders"),
    path("orders/<slug:token>/", ALWAYS(orders.OrderView.as_view()), name="order"),
    path("", include((till_patterns, "till"))),
]
