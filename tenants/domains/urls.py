from __future__ import annotations

from django.urls import path

from tenants.domains import views

app_name = "domains"
urlpatterns = [
    path("verwaltung/adressen/", views.hosts, name="list"),
    path("verwaltung/adressen/plattform/", views.platform_host, name="platform_host"),
    path("verwaltung/adressen/<int:pk>/", views.host, name="host"),
    path("verwaltung/adressen/<int:pk>/pruefung/", views.look, name="look"),
    path("verwaltung/adressen/<int:pk>/hauptadresse/", views.main, name="main"),
    path("verwaltung/adressen/<int:pk>/entfernung/", views.removal, name="removal"),
]
