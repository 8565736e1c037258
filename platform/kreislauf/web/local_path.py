"""Where a form sends people back to."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme


def local_path(wish: str) -> str:
    """``wish`` if it is a path of this site, else an empty text: nobody is sent elsewhere, and no route is named."""
    own = wish.startswith("/") and url_has_allowed_host_and_scheme(wish, allowed_hosts=None)
    return wish if own and wish.isprintable() else ""
