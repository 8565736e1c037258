"""When somebody opens next, for lists in which nobody is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.businesses.hours import DAYS, Span


def next_opening(all_hours: Iterable[Sequence[Span]], at: datetime) -> str:
    """``heute um 7:00 Uhr`` for the first of them; nothing if none of them opens within a week."""
    local = timezone.localtime(at)
    today, now = local.weekday(), f"{local:%H:%M}"
    ahead = [
        ((span["day"] - today) % 7 or (7 if span["from"] <= now else 0), span["from"])
        for hours in all_hours
        for span in hours
    ]
    if not ahead:
        return ""
    days, time = min(ahead)
    day = _("am %(day)s") % {"day": DAYS[(local + timedelta(days=days)).weekday()]}
    when = {0: _("heute"), 1: _("morgen")}.get(days, day)
    return _("%(day)s um %(time)s Uhr") % {"day": when, "time": time.removeprefix("0")}
