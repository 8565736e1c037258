"""When and where a meeting is, in rows for letters and pages."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from marketplace.meetings.models import Meeting
from marketplace.meetings.words import when


def moment(at: datetime) -> str:
    """„Dienstag, 1. Dezember 2026, 18:00 Uhr“"""
    local = localtime(at)
    return _("%(day)s, %(time)s Uhr") % {"day": date_format(local, "l, j. F Y"), "time": date_format(local, "H:i")}


def details(meeting: Meeting) -> list[tuple[str, str]]:
    """What letters and papers say of it in a table. Needs body and business."""
    time = when(meeting.starts_at, meeting.ends_at)
    rows = [(_("Wann"), time), (_("Wo"), meeting.place), (_("Wer lädt ein"), meeting.host_name)]
    if meeting.dial_in:
        rows.append((_("Einwahl"), meeting.dial_in))
    return rows
