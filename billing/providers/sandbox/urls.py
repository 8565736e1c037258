from __future__ import annotations

from django.urls import path

from billing.providers.sandbox.account_page import account
from billing.providers.sandbox.views import checkout

app_name = "sandbox"
urlpatterns = [
    path("sandbox/konto/<slug:ref>/", account, name="account"),
    path("sandbox/<slug:ref>/", checkout, name="checkout"),
]
