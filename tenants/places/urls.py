from __future__ import annotations

from django.urls import path

from tenants.places.views import public

app_name = "places"
urlpatterns = [
    path("orte/", public.at_postcode, name="at_postcode"),
]
