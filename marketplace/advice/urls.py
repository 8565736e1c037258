from __future__ import annotations

from django.urls import include, path

from marketplace.advice import desk_urls
from marketplace.advice.flyers.urls import office_patterns as office_papers
from marketplace.advice.flyers.urls import partner_patterns as partner_papers
from marketplace.advice.keeping import views as keeping
from marketplace.advice.public.urls import public_patterns
from marketplace.advice.signing import views as signing
from marketplace.advice.statistics.urls import office_patterns as office_numbers
from marketplace.advice.statistics.urls import partner_patterns as partner_numbers

app_name = "advice"
partner_patterns = [*desk_urls.partner_patterns, *partner_papers, *partner_numbers]
office_patterns = [*office_papers, *office_numbers, *desk_urls.office_patterns]
urlpatterns = [
    path("rat/mitzeichnung/<str:token>/", signing.co_signature, name="co_signature"),
    path("rat/pruefung/<str:token>/", keeping.review, name="review"),
    path("rat/pruefung/<str:token>/<int:pk>/bestaetigung/", keeping.assurance, name="assurance"),
    path("rat/pruefung/<str:token>/<int:pk>/archiv/", keeping.archiving, name="archiving"),
    *public_patterns,
    path("partnerbereich/", include((partner_patterns, "partner"))),
    path("verwaltung/rat/", include((office_patterns, "office"))),
]
