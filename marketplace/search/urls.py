from __future__ import annotations

from django.urls import path

from marketplace.search import views

app_name = "search"
urlpatterns = [path("verwaltung/suche/", views.words, name="words")]
