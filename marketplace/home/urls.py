from __future__ import annotations

from django.urls import include, path

from marketplace.home.views import business, machines, office, partner, public, search

app_name = "home"
office_patterns = [
    path("", office.home, name="home"),
    path("protokoll/", office.log, name="log"),
    path("protokoll.csv", office.log_file, name="log_file"),
]
business_patterns = [path("", business.home, name="home")]
partner_patterns = [path("", partner.home, name="home")]
urlpatterns = [
    path("", public.home, name="home"),
    path("suche/", search.search, name="search"),
    path("betriebe/<slug:slug>/", public.business, name="business"),
    path("betrieb/", include((business_patterns, "business"))),
    path("partnerbereich/", include((partner_patterns, "partner"))),
    path("verwaltung/", include((office_patterns, "office"))),
    path("sprache/", machines.language, name="language"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
]
