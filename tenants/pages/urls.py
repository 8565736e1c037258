"""The pages that every public body's site must have, and help."""

from __future__ import annotations

from django.urls import path

from tenants.pages.views import office, public

app_name = "pages"
urlpatterns = [
    path("impressum/", public.imprint, name="imprint"),
    path("datenschutz/", public.privacy, name="privacy"),
    path("barrierefreiheit/", public.accessibility, name="accessibility"),
    path("nutzungsbedingungen/", public.conditions, name="conditions"),
    path("kontakt/", public.contact, name="contact"),
    path("barriere-melden/", public.barrier, name="barrier"),
    path("fragen/", public.questions, name="help"),
    path("leichte-sprache/", public.easy_language, name="easy_language"),
    path("verwaltung/angaben/", office.profile, name="profile"),
    path("verwaltung/texte/", office.texts, name="texts"),
    path("verwaltung/texte/gebaerdensprache/", office.sign_language, name="sign_language_text"),
    path("verwaltung/texte/<slug:slug>/", office.text, name="text"),
    path("gebaerdensprache/", public.sign_language, name="sign_language"),
]
