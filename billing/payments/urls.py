from __future__ import annotations

from django.urls import path

from billing.payments.webhooks import events

app_name = "payments"
urlpatterns = [path("zahlungen/ereignisse/<slug:provider>/", events, name="events")]
