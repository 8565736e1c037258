"""German time in calendars: the two rules by which the clocks are changed, and moments that only UTC can name."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Timezone

BERLIN = ZoneInfo("Europe/Berlin")

# Directive 2000/84/EC, in force like this since 1996. A rule, not the single days: Outlook takes a zone without one for
# a fixed offset. The library's own would begin summer an hour late (its DTSTART is in the offset after the change). A
# test holds both rules against the time zone database.
_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def berlin_zone() -> Timezone:
    return Timezone.from_ical(_RULES)  # type: ignore[return-value]


def calendar_time(moment: datetime) -> datetime:
    """German time; UTC in the hour that comes twice in October, where German time would mean its first half."""
    local = moment.astimezone(BERLIN)
    comes_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return moment.astimezone(UTC) if comes_twice else local
