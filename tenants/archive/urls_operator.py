from __future__ import annotations

from django.urls import path

from tenants.archive.views import operator

app_name = "archive"
urlpatterns = [
    path("regionen/<int:pk>/auszug/", operator.departure, name="departure"),
    path("regionen/<int:pk>/auszug/ruecknahme/", operator.staying, name="staying"),
    path("bescheinigungen/", operator.certificates, name="certificates"),
    path("bescheinigungen/<int:pk>.pdf", operator.certificate, name="certificate"),
]
