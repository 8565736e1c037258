from __future__ import annotations

from django.urls import path

from billing.providers.sandbox.views import checkout

app_name = "sandbox"
urlpatterns = [path("sandbox/<slug:ref>/", checkout, name="checkout")]
