from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.listings.api import own, views

app_name = "listings"
urlpatterns = [
    path("listings/", allow(Audience.TOKEN)(views.ListingsView.as_view()), name="list"),
    path("listings/count/", allow(Audience.ANYONE)(views.CountView.as_view()), name="count"),
    path("listings/kinds/", allow(Audience.ANYONE)(views.KindsView.as_view()), name="kinds"),
    path("listings/<int:pk>/", allow(Audience.TOKEN)(views.ListingView.as_view()), name="detail"),
    path("listings/<int:pk>/renewal/", allow(Audience.TOKEN)(own.RenewalView.as_view()), name="renewal"),
    path("listings/<int:pk>/reservation/", allow(Audience.TOKEN)(own.ReservationView.as_view()), name="reservation"),
    path("listings/<int:pk>/ending/", allow(Audience.TOKEN)(own.EndingView.as_view()), name="ending"),
]
