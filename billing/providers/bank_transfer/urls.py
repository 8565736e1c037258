from __future__ import annotations

from django.urls import path

from billing.providers.bank_transfer.views import instructions, paper

app_name = "bank_transfer"
urlpatterns = [
    path("ueberweisung/<slug:token>/", instructions, name="instructions"),
    path("ueberweisung/<slug:token>/ueberweisung.pdf", paper, name="paper"),
]
