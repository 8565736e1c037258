from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.partners import api

app_name = "partners"
urlpatterns = [
    path("bodies/", allow(Audience.ANYONE)(api.BodiesView.as_view()), name="list"),
    path("bodies/count/", allow(Audience.ANYONE)(api.CountView.as_view()), name="count"),
    path("bodies/<int:pk>/", allow(Audience.ANYONE)(api.BodyView.as_view()), name="detail"),
]
