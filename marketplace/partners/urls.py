from __future__ import annotations

from django.urls import include, path

from marketplace.partners.views import area

app_name = "partners"
area_patterns = [path("wahl/", area.choice, name="choice")]
urlpatterns = [
    path("partnerbereich/", include((area_patterns, "area"))),
]
