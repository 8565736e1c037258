"""Ways from a payment to the order that it belongs to."""

from __future__ import annotations

from django.urls import path

from billing.payments import views

app_name = "payments"
urlpatterns = [
    path("verwaltung/zahlungen/<int:pk>/", views.attempt, name="attempt"),
    path("verwaltung/zahlungen/eingang/<int:pk>/", views.charge, name="charge"),
    path("verwaltung/zahlungen/erstattung/<int:pk>/", views.refund, name="refund"),
    path("verwaltung/zahlungen/rueckbuchung/<int:pk>/", views.chargeback, name="chargeback"),
]
