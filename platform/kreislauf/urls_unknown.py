"""A host that belongs to no region has no pages."""

from __future__ import annotations

from kreislauf.web import errors

handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns: list[object] = []
