from __future__ import annotations

from django.urls import path

from tenants.signup.views import about, apply, directory, home, status

app_name = "signup"
urlpatterns = [
    path("", home.home, name="home"),
    path("ueber-uns/", about.who, name="about"),
    path("impressum/", about.imprint, name="imprint"),
    path("datenschutz/", about.privacy, name="privacy"),
    path("barrierefreiheit/", about.accessibility, name="accessibility"),
    path("regionen/", directory.directory, name="directory"),
    path("anmeldung/", apply.application, name="apply"),
    path("anmeldung/subdomain/", apply.label_check, name="label"),
    path("anmeldung/farben/", apply.colours, name="colours"),
    path("anmeldung/bestaetigung/<str:token>/", status.confirmation, name="confirm"),
    path("antrag/<str:token>/", status.status, name="status"),
    path("antrag/<str:token>/bestaetigungsmail/", status.letter_again, name="letter_again"),
    path("antrag/<str:token>/adresse/", status.address, name="address"),
    path("antrag/<str:token>/stand/", status.progress, name="progress"),
]
