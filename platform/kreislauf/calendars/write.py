"""Entries as iCalendar (RFC 5545), for feeds and for mails (RFC 5546)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vDuration, vUri

from kreislauf.calendars.entry import Entry
from kreislauf.calendars.zone import berlin_zone, calendar_time
from kreislauf.regions import current_region_or_none

PRODUCT = "-//Kreislauf//Kreislauf//DE"
ASK_AGAIN = timedelta(hours=6)


class Method(StrEnum):
    """What calendars shall do with a text: enter it, or strike it out."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


def method_of(entries: Sequence[Entry]) -> Method:
    """How a mail sends them: where all are cancelled, so that they are struck out."""
    return Method.CANCEL if entries and all(entry.cancelled for entry in entries) else Method.PUBLISH


def calendar_text(entries: Sequence[Entry], *, name: str = "", method: Method = Method.PUBLISH) -> str:
    """The same text for the same entries, however often it is written. With a ``name`` it can be subscribed to."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)  # RFC 7986; the line above is what came before it
        calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    if not all(entry.is_all_day for entry in entries):
        calendar.add_component(berlin_zone())
    organizer = _organizer()
    for entry in entries:
        calendar.add_component(_event(entry, organizer))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(entry: Entry, organizer: vCalAddress) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    # When it was last changed, not now: the text, and with it a feed's ETag, stays the same until something changes.
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("organizer", organizer)  # no attendees: nobody shall see who comes
    _add_times(event, entry)
    _add_details(event, entry)
    return event


def _add_times(event: Event, entry: Entry) -> None:
    event.add("dtstart", _time(entry.starts))
    if entry.is_all_day:
        last = entry.ends or entry.starts
        event.add("dtend", last + timedelta(days=1))  # the first day after it
        event.add("transp", "TRANSPARENT")  # nobody is busy on the day of a deadline
    elif entry.ends:
        event.add("dtend", _time(entry.ends))


def _add_details(event: Event, entry: Entry) -> None:
    for name, value in (("description", entry.text), ("location", entry.place)):
        if value:
            event.add(name, value)
    if entry.url:
        event.add("url", vUri(entry.url))
    if entry.position:
        event.add("geo", entry.position)
    if entry.categories:
        event.add("categories", list(entry.categories))


def _time(moment: date | datetime) -> date | datetime:
    return calendar_time(moment) if isinstance(moment, datetime) else moment


def _organizer() -> vCalAddress:
    """Who sends our mails: calendars strike an entry out only for the one who sent it."""
    region = current_region_or_none()
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = region.name if region else settings.PLATFORM_NAME
    return organizer
