from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.campaigns.api import views

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", allow(Audience.ANYONE)(views.CampaignsView.as_view()), name="list"),
    path("campaigns/count/", allow(Audience.ANYONE)(views.CountView.as_view()), name="count"),
    path("campaigns/<int:pk>/", allow(Audience.ANYONE)(views.CampaignView.as_view()), name="detail"),
]
