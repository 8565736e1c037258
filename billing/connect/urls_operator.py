from __future__ import annotations

from django.urls import path

from billing.connect.views import operator

app_name = "connect"
urlpatterns = [
    path("ereignisse/", operator.events, name="inbox"),
    path("ereignisse/<int:pk>/wiederholung/", operator.retry, name="retry"),
    path("ereignisse/<int:pk>/ablage/", operator.filing, name="filing"),
]
