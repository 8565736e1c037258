"""Times in words, as long as they need be exact."""

from __future__ import annotations

from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def in_words(seconds: float) -> str:
    """``4 Sekunden``, ``12 Minuten``, ``3 Stunden``, ``5 Tagen``: as after „seit“ and „vor“."""
    if seconds < 2 * MINUTE:
        n = round(seconds)
        return ngettext("%(n)d Sekunde", "%(n)d Sekunden", n) % {"n": n}
    if seconds < 2 * HOUR:
        n = round(seconds / MINUTE)
        return ngettext("%(n)d Minute", "%(n)d Minuten", n) % {"n": n}
    if seconds < 2 * DAY:
        n = round(seconds / HOUR)
        return ngettext("%(n)d Stunde", "%(n)d Stunden", n) % {"n": n}
    n = round(seconds / DAY)
    return ngettext("%(n)d Tag", "%(n)d Tagen", n) % {"n": n}
