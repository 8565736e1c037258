"""A region's site: public pages at the root, businesses at /betrieb/, staff at /verwaltung/, the API at /api/v1/."""

from __future__ import annotations

from django.urls import include, path

from kreislauf import errors
from kreislauf.media import media_view
from kreislauf.permissions import Audience, allow

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", include("tenants.branding.urls")),
    path("", include("tenants.golive.urls")),
    path("", include("tenants.archive.urls")),
    path("", include("tenants.domains.urls")),
    path("", include("kreislauf.accounts.urls")),
    path("", include("kreislauf.mail.urls")),
    path("", include("marketplace.home.urls")),
    path("", include("marketplace.businesses.urls")),
    path("", include("marketplace.vouchers.urls")),
    path("", include("billing.providers.urls")),
    path("api/v1/", include("kreislauf.urls_api")),
    path("medien/<path:path>", allow(Audience.ANYONE)(media_view), name="media"),
]
