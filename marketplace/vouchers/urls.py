from __future__ import annotations

from django.urls import include, path

app_name = "vouchers"
urlpatterns = [
    path("", include("marketplace.vouchers.urls_till")),
    path("", include("marketplace.vouchers.urls_business")),
    path("", include("marketplace.vouchers.urls_office")),
]
