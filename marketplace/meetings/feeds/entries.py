"""Meetings as entries of other people's calendars."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kreislauf.calendars.entry import Entry
from marketplace.meetings.models import Meeting, Meetings

if TYPE_CHECKING:
    from marketplace.meetings.shared.card import SharedMeeting

# Programs that ask again learn from it that a meeting was cancelled; what is merely missing, some keep for ever.
CANCELLED_STAYS = timedelta(days=30)
PAST, FUTURE = timedelta(days=30), timedelta(days=365)
MOST = 1000
COLUMNS = (
    *("title", "lead", "kind", "starts_at", "ends_at", "uid", "sequence", "changed_at"),
    *("place_name", "street", "postcode", "town", "latitude", "longitude", "cancelled_at", "cancel_reason"),
    *("body__name", "business__name"),
)


def entry_of(meeting: Meeting | SharedMeeting, *, url: str = "") -> Entry:
    """The meeting, the same one wherever it is shown. Needs body and business.

    ``url`` stands in for the meeting's page, as the reader's own page does in a letter.
    """
    url = url or meeting.page_address
    return Entry(
        uid=meeting.uid,
        title=_("Abgesagt: %(title)s") % {"title": meeting.title} if meeting.is_cancelled else meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        cancelled=meeting.is_cancelled,
        text=_words_of(meeting, url),
        place=meeting.place,
        position=_pin_of(meeting),
        url=url,
        categories=(meeting.host_name,),
    )


def meetings_of_feed(rows: Meetings, *, at: datetime) -> list[Meeting]:
    """Of the last 30 days and the coming year, without those that were cancelled longer ago."""
    found = rows.public().listed().filter(ends_at__gt=at - PAST, starts_at__lt=at + FUTURE)
    found = found.exclude(cancelled_at__lte=at - CANCELLED_STAYS)
    found = found.select_related("body", "business").only(*COLUMNS)
    return list(found.order_by("starts_at", "pk")[:MOST])


def withdrawn_of_feed(rows: Meetings, *, at: datetime) -> list[Entry]:
    """Of those that everybody could see and nobody sees any more: that they are off, and not a word of theirs."""
    found = rows.listed().filter(approved_at__isnull=False, hidden_at__gt=at - CANCELLED_STAYS, ends_at__gt=at - PAST)
    values = found.order_by("starts_at", "pk").values_list("uid", "starts_at", "ends_at", "hidden_at", "sequence")
    return [withdrawn_entry(*one) for one in values[:MOST]]  # type: ignore[arg-type]  # hidden at some time


def withdrawn_entry(uid: str, starts_at: datetime, ends_at: datetime, at: datetime, sequence: int) -> Entry:
    """Calendars that know the meeting strike it out; of two entries the one that was changed later counts."""
    return Entry(
        uid=uid,
        title=_("Zurückgezogener Termin"),
        starts=starts_at,
        ends=ends_at,
        changed_at=at,
        sequence=sequence,
        cancelled=True,
        text=_("Dieser Termin steht nicht mehr auf unserer Seite."),
    )


def long_cancelled(meeting: SharedMeeting, *, at: datetime) -> bool:
    """Whether every calendar has had the time to learn of it."""
    return meeting.cancelled_at is not None and bool(meeting.cancelled_at <= at - CANCELLED_STAYS)


def _words_of(meeting: Meeting | SharedMeeting, url: str) -> str:
    """With the address at its end: many programs show no other."""
    host = _("Es lädt ein: %(host)s") % {"host": meeting.host_name}
    return "\n\n".join(filter(None, (meeting.cancel_reason, meeting.lead, host, url)))


def _pin_of(meeting: Meeting | SharedMeeting) -> tuple[float, float] | None:
    if meeting.latitude is None or meeting.longitude is None:
        return None
    return meeting.latitude, meeting.longitude
