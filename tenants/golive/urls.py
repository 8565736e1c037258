from __future__ import annotations

from django.urls import path

from tenants.golive import views

app_name = "golive"
urlpatterns = [
    path("verwaltung/start/", views.start, name="start"),
    path("verwaltung/start/veroeffentlichung/", views.publication, name="publication"),
]
