"""Theme and favicon of a region; the staff's pages about its look and the parts of the site."""

from __future__ import annotations

from django.urls import path, re_path

from tenants.branding.views import modules, office, theme

app_name = "branding"
urlpatterns = [
    re_path(r"^theme\.(?P<digest>[0-9a-f]{12})\.css$", theme.theme, name="theme"),
    path("theme-vorschau.css", theme.preview_theme, name="preview_theme"),
    path("favicon.svg", theme.favicon, name="favicon"),
    path("verwaltung/erscheinungsbild/", office.look, name="look"),
    path("verwaltung/erscheinungsbild/farben/", office.colours, name="colours"),
    path("verwaltung/erscheinungsbild/vorschau/", office.preview, name="preview"),
    path("verwaltung/funktionen/", modules.parts, name="modules"),
    path("verwaltung/funktionen/<slug:name>/abschaltung/", modules.switch_off, name="module_off"),
    path("verwaltung/funktionen/<slug:name>/einschaltung/", modules.switch_on, name="module_on"),
    path("verwaltung/funktionen/<slug:name>/vorn/", modules.first, name="module_first"),
]
