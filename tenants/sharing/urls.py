from __future__ import annotations

from django.urls import include, path

from tenants.sharing.views import adoptions, neighbours, offers, public, registration

app_name = "sharing"
office_patterns = [
    path("", neighbours.neighbours, name="list"),
    path("suche/", neighbours.search, name="search"),
    path("anfrage/<slug:label>/", neighbours.request_to, name="request"),
    path("<int:pk>/zusage/", neighbours.acceptance, name="acceptance"),
    path("<int:pk>/ende/", neighbours.ending, name="ending"),
    path("angebote/", offers.offers, name="offers"),
    path("angebote/<int:pk>/", offers.offer, name="offer"),
    path("eigene/", offers.own, name="own"),
    path("uebernommen/", adoptions.adoptions, name="adoptions"),
    path("uebernommen/<int:pk>/", adoptions.adoption, name="adoption"),
    path("uebernommen/<int:pk>/fassung/", adoptions.version, name="version"),
    path("uebernommen/<int:pk>/ende/", adoptions.ending, name="adoption_ending"),
]
urlpatterns = [
    path("geteilt/", public.cards, name="cards"),
    path("geteilt/<int:pk>/<slug:slug>/", public.card, name="card"),
    path("geteilt/<int:pk>/<slug:slug>/anmeldung/", registration.registration, name="registration"),
    path("geteilt/<int:pk>/bild.webp", public.picture, name="picture"),
    path("verwaltung/nachbarn/", include((office_patterns, "office"))),
]
