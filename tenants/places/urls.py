from __future__ import annotations

from django.urls import path

from tenants.places.views import drawing, office, public

app_name = "places"
urlpatterns = [
    path("orte/", public.at_postcode, name="at_postcode"),
    path("orte/karte.json", public.ground, name="ground"),
    path("verwaltung/orte/", office.postcodes, name="postcodes"),
    path("verwaltung/orte/karte/", drawing.drawing, name="drawing"),
    path("verwaltung/orte/karte/entfernung/", drawing.removal, name="drawing_removal"),
]
