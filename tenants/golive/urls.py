from __future__ import annotations

from django.urls import path

from tenants.golive import views

app_name = "golive"
urlpatterns = [
    path("verwaltung/start/", views.start, name="start"),
    path("verwaltung/start/veroeffentlichung/", views.publication, name="publication"),
    path("verwaltung/start/und-jetzt/", views.what_next, name="next"),
    path("verwaltung/start/plakat.pdf", views.poster, name="poster"),
    path("verwaltung/start/pause/", views.pause, name="pause"),
    path("verwaltung/start/wiederaufnahme/", views.resumption, name="resumption"),
]
