"""Somebody announces a meeting, or a series of them: for a partner, for a business, or staff for the region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.meetings.facts import FACTS, clock_between, shifted
from marketplace.meetings.models import Meeting
from marketplace.meetings.models.meeting import TEXTS
from marketplace.meetings.repeat import Repeat, begins
from marketplace.meetings.uid import new_uid
from marketplace.partners.models import Body
from marketplace.review.approve import approve
from marketplace.review.submit import submit

ENTRY = frozenset({*TEXTS, *FACTS})


def announce(
    entry: Mapping[str, Any],
    *,
    key: str,
    by: Actor,
    at: datetime,
    releases: bool,
    body: Body | None = None,
    business: Business | None = None,
    author_email: str = "",
    repeat: str = Repeat.ONCE,
    times: int = 1,
) -> Meeting:
    """Store one meeting, or ``times`` of a series, and return the first.

    ``key`` names the form: sent twice, it makes one.
    ``releases`` says that whoever writes may publish: then it is public at once, else staff decides. ``entry`` holds
    the fields of ``ENTRY``; anything else is a TypeError.
    """
    unknown = set(entry) - ENTRY
    if unknown:
        raise TypeError(f"A meeting has no {', '.join(sorted(unknown))}.")
    host = {"body": body, "business": business, "author_email": author_email}
    try:
        with transaction.atomic():
            return _made(entry, host, begins(entry["starts_at"], repeat, times=times), key, by, at, releases)
    except IntegrityError:
        first = Meeting.objects.filter(key=key).first()
        if first is None:
            raise
        return first


def _made(
    entry: Mapping[str, Any],
    host: Mapping[str, Any],
    begin: list[datetime],
    key: str,
    by: Actor,
    at: datetime,
    releases: bool,
) -> Meeting:
    known = Meeting.objects.filter(key=key).first()
    if known is not None:
        return known
    series = str(uuid4()) if len(begin) > 1 else ""
    made = []
    for number, starts_at in enumerate(begin):
        values = shifted(entry, by=clock_between(begin[0], starts_at))
        name = f"{key}-{number}" if number else key
        made.append(_store({**values, **host, "key": name, "series_key": series}, by, at, releases))
    return made[0]


def _store(values: Mapping[str, Any], by: Actor, at: datetime, releases: bool) -> Meeting:
    meeting = Meeting.objects.create(**values, uid=new_uid(), written_at=at, changed_at=at, submitted_at=at)
    record("meeting.written", meeting, by=by, at=at)
    if releases:
        return approve(meeting, version=meeting.version, by=by, at=at)
    return submit(meeting, by=by, at=at, is_proven=True)
