"""Neighbours' meetings among our own, in the order of their beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from kreislauf.counted import Counted
from marketplace.meetings.models import Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.shared.card import KIND, SharedMeeting
from tenants.sharing.adopted import adopted

Row = Meeting | SharedMeeting


def shared_meetings(*, ends_after: datetime) -> list[SharedMeeting]:
    """Those that the region shows of others; one query."""
    return [SharedMeeting(one) for one in adopted(KIND, ends_after=ends_after)]


def matching(filters: MeetingFilter, *, at: datetime) -> list[SharedMeeting]:
    """Which of them a filter leaves. Partners and topics are ours; of what is over, only our own is listed."""
    if filters.is_past or filters.bodies or filters.topics:
        return []
    words = filters.words.casefold()
    return [
        one
        for one in shared_meetings(ends_after=at)
        if (not filters.kinds or one.kind in filters.kinds)
        and (not filters.towns or one.town in filters.towns)
        and (not filters.month or f"{timezone.localtime(one.starts_at):%Y-%m}" == filters.month)
        and words in f"{one.title} {one.lead}".casefold()
    ]


def among(rows: Sequence[Row], shared: Sequence[SharedMeeting]) -> list[Row]:
    return sorted([*rows, *shared], key=lambda one: one.starts_at)


def on_page(page: Any, shared: Sequence[SharedMeeting], filters: MeetingFilter, *, at: datetime) -> list[Row]:
    """The page's own rows, and of the others those that begin before the next page does, but not before this one."""
    rows: list[Row] = list(page)
    if not shared:
        return rows
    first = rows[0].starts_at if rows and page.has_previous() else None
    until = _next_begin(page, filters, at) if page.has_next() else None
    fitting = [
        one for one in shared if (first is None or one.starts_at >= first) and (until is None or one.starts_at < until)
    ]
    return among(rows, fitting)


def with_shared(page: Any, shared: Sequence[SharedMeeting]) -> Counted:
    """How many the list has with them."""
    own: Counted = page.paginator.counted
    return replace(own, n=own.n + len(shared))


def _next_begin(page: Any, filters: MeetingFilter, at: datetime) -> datetime | None:
    following = filters.results(at).values_list("starts_at", flat=True)
    return next(iter(following[page.end_index() : page.end_index() + 1]), None)
