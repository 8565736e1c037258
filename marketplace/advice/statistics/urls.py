from __future__ import annotations

from django.urls import path

from marketplace.advice.statistics import views

office_patterns = [
    path("zahlen/", views.numbers, name="numbers"),
    path("was-fehlt/", views.missing, name="missing"),
]
partner_patterns = [path("texte/was-fehlt/", views.own_missing, name="missing")]
