"""A region's site: public pages at the root, businesses at /betrieb/, staff at /verwaltung/, the API at /api/v1/."""

from __future__ import annotations

from django.urls import include, path

from kreislauf.house import rooms
from kreislauf.permissions import Audience, allow
from kreislauf.pictures.media import media_view
from kreislauf.web import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    *(path("", include(room.urls)) for room in rooms() if room.urls),
    path("api/v1/", include("kreislauf.urls_api")),
    path("medien/<path:path>", allow(Audience.ANYONE, while_draft=True, while_paused=True)(media_view), name="media"),
]
