from __future__ import annotations

from django.urls import path

from kreislauf.permissions import Audience, allow
from marketplace.meetings.api import views

app_name = "meetings"
urlpatterns = [
    path("meetings/", allow(Audience.ANYONE)(views.MeetingsView.as_view()), name="list"),
    path("meetings/count/", allow(Audience.ANYONE)(views.CountView.as_view()), name="count"),
    path("meetings/<int:pk>/", allow(Audience.ANYONE)(views.MeetingView.as_view()), name="detail"),
]
