from __future__ import annotations

from django.urls import path

from tenants.senders import views

app_name = "senders"
urlpatterns = [
    path("verwaltung/absender/", views.page, name="page"),
    path("verwaltung/absender/wechsel/", views.change, name="change"),
    path("verwaltung/absender/wechsel/ruecknahme/", views.withdrawal, name="withdrawal"),
    path("verwaltung/absender/code/", views.new_code, name="code"),
    path("verwaltung/absender/bestaetigung/", views.confirmation, name="confirmation"),
    path("verwaltung/absender/pruefung/", views.look, name="look"),
    path("verwaltung/absender/schluessel/", views.key, name="key"),
    path("verwaltung/absender/entfernung/", views.removal, name="removal"),
]
