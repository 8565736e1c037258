"""What a business does with its listings."""

from __future__ import annotations

from django.urls import path

from marketplace.listings.business import views

business_patterns = [
    path("", views.listings, name="list"),
    path("neu/", views.choose, name="choose"),
    path("neu/<slug:kind>/", views.new, name="new"),
    path("<int:pk>/schaufenster.pdf", views.window, name="window"),
    path("<int:pk>/", views.listing, name="listing"),
    path("<int:pk>/verlaengerung/", views.renewal, name="renewal"),
    path("<int:pk>/ende/", views.ending, name="ending"),
    path("<int:pk>/wiederaufnahme/", views.reopening, name="reopening"),
]
