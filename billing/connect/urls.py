from __future__ import annotations

from django.urls import path

from billing.connect.webhooks import events

app_name = "connect"
urlpatterns = [path("zahlungen/ereignisse/<slug:provider>/", events, name="events")]
