"""How meetings are said: their time in one line, and the words of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOG_WORDS = {
    "meeting.written": gettext_lazy("Termin angekündigt"),
    "meeting.rearranged": gettext_lazy("Termin verlegt oder geändert"),
    "meeting.cancelled": gettext_lazy("Termin abgesagt"),
    "meeting.withdrawn": gettext_lazy("Termin zurückgezogen"),
    "meeting.hidden": gettext_lazy("Termin ausgeblendet"),
    "meeting.shown": gettext_lazy("Termin wieder eingeblendet"),
    "meeting.material_changed": gettext_lazy("Unterlagen oder Aufnahme zum Termin geändert"),
    "meeting.recording_gone": gettext_lazy("Aufnahme eines Termins gelöscht"),
    "meeting.handed_over": gettext_lazy("Termin einem anderen Partner übergeben"),
}
LOG_KINDS = {"meeting.": gettext_lazy("Termine")}
LOG_LINKS = {"meetings.Meeting": "meetings:office:meeting"}


def when(starts_at: datetime, ends_at: datetime) -> str:
    """``Donnerstag, 3. Dezember 2026, 18:00 bis 19:30 Uhr``; a meeting of several days names both."""
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day, begin, end = date_format(first, "l, j. F Y"), date_format(first, "H:i"), date_format(last, "H:i")
    if (last - timedelta(microseconds=1)).date() == first.date() or last - first < timedelta(hours=12):
        return _("%(day)s, %(begin)s bis %(end)s Uhr") % {"day": day, "begin": begin, "end": end}
    return _("%(day)s, %(begin)s Uhr, bis %(last)s, %(end)s Uhr") % {
        "day": day,
        "begin": begin,
        "last": date_format(last, "l, j. F Y"),
        "end": end,
    }


def experts_in_words(experts: Iterable[Mapping[str, Any]]) -> str:
    """``Ute Brandt (Agentur für Arbeit), Jan Jansen``"""
    return ", ".join(f"{one['name']} ({one['role']})" if one.get("role") else str(one["name"]) for one in experts)
