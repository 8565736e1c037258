"""``/api/v1/``: each slice brings its own routes."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from kreislauf.accounts import api_schema  # noqa: F401 - drf-spectacular finds the key scheme once it is imported
from kreislauf.accounts.views.api_docs import docs
from kreislauf.house import rooms
from kreislauf.permissions import Audience, allow

app_name = "api"
urlpatterns = [
    path("schema/", allow(Audience.ANYONE)(SpectacularAPIView.as_view()), name="schema"),
    path("docs/", allow(Audience.ANYONE)(docs), name="docs"),
    *(path("", include(room.api)) for room in rooms() if room.api),
]
