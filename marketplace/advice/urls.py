from __future__ import annotations

from django.urls import include, path

from marketplace.advice.flyers.urls import area_patterns as area_papers
from marketplace.advice.flyers.urls import office_patterns as office_papers
from marketplace.advice.public.urls import public_patterns
from marketplace.advice.statistics.urls import area_patterns as area_numbers
from marketplace.advice.statistics.urls import office_patterns as office_numbers

app_name = "advice"
area_patterns = [*area_papers, *area_numbers]
office_patterns = [*office_papers, *office_numbers]
urlpatterns = [
    *public_patterns,
    path("partnerbereich/texte/", include((area_patterns, "area"))),
    path("verwaltung/rat/", include((office_patterns, "office"))),
]
