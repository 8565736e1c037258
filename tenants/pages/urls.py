"""The pages that every public body's site must have, and help."""

from __future__ import annotations

from django.urls import path

from tenants.pages import views

app_name = "pages"
urlpatterns = [
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("nutzungsbedingungen/", views.conditions, name="conditions"),
    path("kontakt/", views.contact, name="contact"),
    path("barriere-melden/", views.barrier, name="barrier"),
    path("fragen/", views.questions, name="help"),
    path("leichte-sprache/", views.easy_language, name="easy_language"),
    path("gebaerdensprache/", views.sign_language, name="sign_language"),
]
