"""Neighbours' meetings among our own, in the order of their beginning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from kreislauf.calendars.entry import Entry
from kreislauf.slices import Hit
from marketplace.meetings.feeds.entries import CANCELLED_STAYS, PAST, withdrawn_entry
from marketplace.meetings.models import Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.public.find import Found
from marketplace.meetings.public.rows import MeetingRow
from marketplace.meetings.shared.card import KIND, SharedMeeting
from marketplace.meetings.words import when
from marketplace.search.question import question
from tenants.sharing.adopted import adopted, adopted_number, withdrawn

Row = MeetingRow | SharedMeeting


def shared_meetings(*, ends_after: datetime) -> list[SharedMeeting]:
    """Those that the region shows of others; one query."""
    return [SharedMeeting(one) for one in adopted(KIND, ends_after=ends_after)]


def withdrawn_shared(*, at: datetime) -> list[Entry]:
    """Calendars strike out what the origin has withdrawn; one query."""
    return [withdrawn_entry(*one) for one in withdrawn(KIND, since=at - CANCELLED_STAYS, ends_after=at - PAST)]


def shared_on(found: Found, *, at: datetime) -> tuple[list[SharedMeeting], int]:
    """Of a page: those that begin before the next page does, but not before this one. And how many the list has."""
    page, filters = found.page, found.filters
    begins = (page.object_list[0].starts_at if page.has_previous() and page.object_list else None, found.until)
    if filters.any or filters.is_past:
        rows = _matching(filters, at=at)
        return [one for one in rows if _within(one.starts_at, *begins)], len(rows)
    shown = [SharedMeeting(one) for one in adopted(KIND, ends_after=at, begins=begins)]
    return shown, adopted_number(KIND, ends_after=at) if any(begins) else len(shown)


def _within(begin: datetime, first: datetime | None, until: datetime | None) -> bool:
    return (first is None or begin >= first) and (until is None or begin < until)


def _matching(filters: MeetingFilter, *, at: datetime) -> list[SharedMeeting]:
    """Which of them a filter leaves. Partners and topics are ours; of what is over, only our own is listed."""
    if filters.is_past or filters.bodies or filters.topics:
        return []
    asked = question(filters.words)
    return [
        one
        for one in shared_meetings(ends_after=at)
        if (not filters.kinds or one.kind in filters.kinds)
        and (not filters.towns or one.town in filters.towns)
        and (not filters.month or f"{timezone.localtime(one.starts_at):%Y-%m}" == filters.month)
        and asked.stands_in(one.searched)
    ]


def hits_of_neighbours(holds: Callable[[str], bool], place: str) -> list[Hit]:
    """Among the results over all slices, with who holds it and where; one query."""
    found = [one for one in shared_meetings(ends_after=timezone.now()) if not one.is_cancelled and holds(one.searched)]
    return [_hit(one) for one in found if not place or one.town == place]


def _hit(one: SharedMeeting) -> Hit:
    note = f"{when(one.starts_at, one.ends_at)} · {one.adoption.named(one.host_name)}"
    return Hit(one.title, one.lead, note, one.get_absolute_url())


def among(rows: Sequence[Any], shared: Sequence[SharedMeeting]) -> list[Any]:
    return sorted([*rows, *shared], key=lambda one: one.starts_at)


def as_meetings(rows: Sequence[Row]) -> list[Meeting | SharedMeeting]:
    """For templates."""
    return [one.meeting if isinstance(one, MeetingRow) else one for one in rows]
