"""When a meeting is, and where, in words for letters, pages and papers."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from marketplace.meetings.models import Meeting


def when(meeting: Meeting) -> str:
    """„Dienstag, 1. Dezember 2026, 18:00 bis 19:30 Uhr“, with the second day where it ends on another one."""
    start, end = localtime(meeting.starts_at), localtime(meeting.ends_at)
    if start.date() == end.date():
        words = {"day": day(start), "start": date_format(start, "H:i"), "end": date_format(end, "H:i")}
        return _("%(day)s, %(start)s bis %(end)s Uhr") % words
    return _("%(start)s bis %(end)s") % {"start": moment(start), "end": moment(end)}


def day(at: datetime) -> str:
    return f"{date_format(localtime(at), 'l')}, {date_format(localtime(at), 'DATE_FORMAT')}"


def moment(at: datetime) -> str:
    """A day and a time."""
    return _("%(day)s, %(time)s Uhr") % {"day": day(at), "time": date_format(localtime(at), "H:i")}


def details(meeting: Meeting) -> list[tuple[str, str]]:
    """What letters and papers say of it in a table. Needs body and business."""
    rows = [(_("Wann"), when(meeting)), (_("Wo"), meeting.place), (_("Wer lädt ein"), meeting.host_name)]
    if meeting.dial_in:
        rows.append((_("Einwahl"), meeting.dial_in))
    return rows
