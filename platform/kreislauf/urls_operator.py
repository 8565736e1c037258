"""The operators' site."""

from __future__ import annotations

from django.urls import include, path

from kreislauf.web import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", include("kreislauf.accounts.urls_person")),
    path("", include("tenants.operators.urls")),
    path("", include("tenants.archive.urls_operator")),
    path("", include("billing.subscriptions.urls_operator")),
    path("", include("billing.connect.urls_operator")),
]
