from __future__ import annotations

from django.urls import path

from marketplace.campaigns.sharing import views

urlpatterns = [
    path("kampagnen/<int:pk>/<slug:slug>/bild-<slug:form>.jpg", views.picture, name="picture"),
    path("kampagnen/<int:pk>/<slug:slug>/balken.svg", views.progress, name="progress"),
    path("kampagnen/<int:pk>/<slug:slug>/aushang-<slug:paper>.pdf", views.sheet, name="sheet"),
    path("kampagnen/<int:pk>/<slug:slug>/weitersagen/", views.share_page, name="page"),
    path("betrieb/kampagnen/<int:pk>/weitersagen/", views.business_page, name="business"),
]
