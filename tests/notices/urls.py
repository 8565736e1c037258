from __future__ import annotations

from django.urls import include, path

from tests.notices import views

app_name = "notices"
office_patterns = [
    path("aushang/", views.office, name="list"),
    path("aushang/<int:pk>/abnahme/", views.taking_down, name="taking_down"),
]
urlpatterns = [
    path("aushang/", views.board, name="board"),
    path("aushang/<int:pk>/", views.notice, name="notice"),
    path("betrieb/aushang/", views.for_businesses, name="for_businesses"),
    path("partnerbereich/aushang/", views.for_partners, name="for_partners"),
    path("verwaltung/", include((office_patterns, "office"))),
]
