from __future__ import annotations

from django.urls import path

from tenants.signup.views import apply, directory, home, status

app_name = "signup"
urlpatterns = [
    path("", home.home, name="home"),
    path("regionen/", directory.directory, name="directory"),
    path("anmeldung/", apply.application, name="apply"),
    path("anmeldung/subdomain/", apply.label_check, name="label"),
    path("anmeldung/farben/", apply.colours, name="colours"),
    path("anmeldung/bestaetigung/<str:token>/", status.confirmation, name="confirm"),
    path("antrag/<str:token>/", status.status, name="status"),
    path("antrag/<str:token>/stand/", status.progress, name="progress"),
]
