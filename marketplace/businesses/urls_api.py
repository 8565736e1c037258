from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.businesses import api

app_name = "businesses"
urlpatterns = [
    path("businesses/", allow(Audience.ANYONE)(api.BusinessesView.as_view()), name="list"),
    path("businesses/me/", allow(Audience.TOKEN)(api.OwnBusinessView.as_view()), name="own"),
    path("businesses/<int:pk>/", allow(Audience.ANYONE)(api.BusinessView.as_view()), name="detail"),
]
