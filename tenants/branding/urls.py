"""Theme, favicon and legal pages of a region; the staff's pages about its look."""

from __future__ import annotations

from django.urls import path, re_path

from tenants.branding.views import legal, modules, office, theme

app_name = "branding"
urlpatterns = [
    re_path(r"^theme\.(?P<digest>[0-9a-f]{12})\.css$", theme.theme, name="theme"),
    path("theme-vorschau.css", theme.preview_theme, name="preview_theme"),
    path("favicon.svg", theme.favicon, name="favicon"),
    path("impressum/", legal.imprint, name="imprint"),
    path("datenschutz/", legal.privacy, name="privacy"),
    path("barrierefreiheit/", legal.accessibility, name="accessibility"),
    path("nutzungsbedingungen/", legal.conditions, name="conditions"),
    path("kontakt/", legal.contact, name="contact"),
    path("barriere-melden/", legal.barrier, name="barrier"),
    path("fragen/", legal.questions, name="help"),
    path("leichte-sprache/", legal.easy_language, name="easy_language"),
    path("gebaerdensprache/", legal.sign_language, name="sign_language"),
    path("verwaltung/erscheinungsbild/", office.look, name="look"),
    path("verwaltung/erscheinungsbild/vorschau/", office.preview, name="preview"),
    path("verwaltung/texte/", office.texts, name="texts"),
    path("verwaltung/bereiche-der-seite/", modules.parts, name="modules"),
    path("verwaltung/bereiche-der-seite/<slug:name>/abschaltung/", modules.switch_off, name="module_off"),
    path("verwaltung/bereiche-der-seite/<slug:name>/einschaltung/", modules.switch_on, name="module_on"),
]
