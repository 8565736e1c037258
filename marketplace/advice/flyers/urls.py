from __future__ import annotations

from django.urls import path

from marketplace.advice.flyers import views

office_patterns = [
    path("drucken/", views.papers, name="papers"),
    path("drucken/alles/<slug:form>/", views.print_all, name="print_all"),
    path("drucken/<int:pk>/", views.paper, name="paper"),
    path("drucken/<int:pk>/<slug:form>/", views.print_article, name="print_article"),
]
partner_patterns = [
    path("texte/drucken/<int:pk>/", views.own_paper, name="paper"),
    path("texte/drucken/<int:pk>/<slug:form>/", views.print_own, name="print"),
]
