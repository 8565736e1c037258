from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.listings.api import views

app_name = "listings"
urlpatterns = [
    path("listings/", allow(Audience.ANYONE)(views.ListingsView.as_view()), name="list"),
    path("listings/count/", allow(Audience.ANYONE)(views.CountView.as_view()), name="count"),
    path("listings/kinds/", allow(Audience.ANYONE)(views.KindsView.as_view()), name="kinds"),
    path("listings/<int:pk>/", allow(Audience.ANYONE)(views.ListingView.as_view()), name="detail"),
]
