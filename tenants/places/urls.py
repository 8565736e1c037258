from __future__ import annotations

from django.urls import path

from kreislauf.map_tiles import views as tiles
from tenants.places.views import drawing, office, public

app_name = "places"
urlpatterns = [
    path("orte/", public.at_postcode, name="at_postcode"),
    path("orte/karte.json", public.ground, name="ground"),
    path("-/karte/<int:z>/<int:x>/<int:y>", tiles.tile, name="tile"),
    path("-/karte.pmtiles", tiles.archive, name="archive"),
    path("verwaltung/orte/", office.postcodes, name="postcodes"),
    path("verwaltung/orte/karte/", drawing.drawing, name="drawing"),
    path("verwaltung/orte/karte/entfernung/", drawing.removal, name="drawing_removal"),
]
