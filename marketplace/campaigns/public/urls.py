from __future__ import annotations

from django.urls import path

from marketplace.campaigns.public import feeds, points, views

urlpatterns = [
    path("kampagnen/", views.campaigns, name="list"),
    path("kampagnen.geojson", points.points, name="points"),
    path("kampagnen/feed/", feeds.newest, name="feed"),
    path("kampagnen/<int:pk>/", views.number, name="number"),
    path("kampagnen/<int:pk>/<slug:slug>/", views.campaign, name="campaign"),
]
