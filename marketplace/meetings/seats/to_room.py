"""The way from a form of ours into a room on another server."""

from __future__ import annotations

from django.http.response import HttpResponseRedirectBase


class ToRoom(HttpResponseRedirectBase):
    """303: the browser asks for the room with GET, whatever it has posted here."""

    status_code = 303
    allowed_schemes = ["http", "https"]
