from __future__ import annotations

from django.urls import path

from billing.providers.views import checkout

app_name = "sandbox"
urlpatterns = [path("sandbox/<slug:ref>/", checkout, name="checkout")]
