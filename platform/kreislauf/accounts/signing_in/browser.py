"""A browser's own name for itself, in words that people recognise it by."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

# The first that is found; many browsers also name those that they descend from.
PROGRAMS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|Chromium/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux", "Linux"),
)


def browser_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:300]


def device_in_words(browser: str) -> str:
    """„Firefox auf Windows“"""
    program = next((name for pattern, name in PROGRAMS if re.search(pattern, browser)), "")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, browser)), "")
    if program and system:
        return _("%(program)s auf %(system)s") % {"program": program, "system": system}
    return program or system or _("Unbekanntes Gerät")
