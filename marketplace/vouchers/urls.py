"""Residents at the root; the business's, the office's and the till's patterns beside them."""

from __future__ import annotations

from django.urls import include, path

from marketplace.vouchers.offers.urls import region_patterns
from marketplace.vouchers.offers.views import public as offers
from marketplace.vouchers.orders import balance, lost_mail
from marketplace.vouchers.orders import views as public
from marketplace.vouchers.subsidised import views as subsidised
from marketplace.vouchers.withdrawal import views as withdrawal

app_name = "vouchers"
urlpatterns = [
    path("gutscheine/", offers.offers, name="offers"),
    path("gutscheine.geojson", offers.points, name="points"),
    path("gutscheine/aktion/<int:pk>/<slug:slug>/", subsidised.action, name="subsidy"),
    path("gutscheine/<int:pk>-<slug:slug>/", public.offer, name="offer"),
    path("gutscheine/<int:pk>-<slug:slug>/pruefung/", public.review, name="review"),
    path("gutscheine/<int:pk>-<slug:slug>/bestellung/", public.buy, name="buy"),
    path("bestellung/<slug:token>/", public.order, name="order"),
    path("bestellung/<slug:token>/zahlung/", public.payment, name="payment"),
    path("bestellung/<slug:token>/zahlung/pruefung/", public.payment_check, name="payment_check"),
    path("bestellung/<slug:token>/gutschein-<int:position>.pdf", public.document, name="document"),
    path("gutscheine/noch-einmal/", lost_mail.send_once_more, name="send_again"),
    path("widerruf/", withdrawal.form, name="withdrawal"),
    path("widerruf/bestaetigung/", withdrawal.confirmation, name="withdrawal_confirmation"),
    path("widerruf/link/<str:token>/", withdrawal.link, name="withdrawal_link"),
    path("widerruf/eingang/<str:token>/", withdrawal.receipt, name="withdrawal_receipt"),
    path("guthaben/", balance.balance, name="balance"),
    path("g/<str:code>/", balance.check, name="check"),
    path("", include("marketplace.vouchers.till.urls")),
    path("", include("marketplace.vouchers.offers.urls")),
    path("", include("marketplace.vouchers.office.urls")),
    path("", include(region_patterns)),
]
