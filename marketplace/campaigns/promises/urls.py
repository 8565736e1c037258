from __future__ import annotations

from django.urls import URLPattern, path

from marketplace.campaigns.promises import views

urlpatterns: list[URLPattern] = [
    path("zusage/gesendet/", views.sent, name="sent"),
    path("zusage/bestaetigung/<token>/", views.confirmation, name="confirmation"),
    path("zusage/<token>/", views.promise, name="promise"),
    path("zusage/<token>/zahlung/", views.payment, name="payment"),
    path("zusage/<token>/ruecknahme/", views.giving_up, name="giving_up"),
]
