"""The platform's own site: what it is, signing up, and the one address for payment events."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from kreislauf.web import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", include("tenants.signup.urls")),
    path("", include("billing.connect.urls")),
]
if settings.DEMO:
    urlpatterns += [path("postfach/", include("kreislauf.demo.urls"))]
