"""Where a form sends people back to."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme


def local_path(path: str) -> str:
    """``path`` if it is a path of this site, else an empty text: nobody is sent elsewhere, and no route is named."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if own and path.isprintable() else ""
