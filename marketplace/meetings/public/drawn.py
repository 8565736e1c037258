"""All that the list of meetings shows, in plain values: the key of its cached fragment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from marketplace.meetings.shared.card import SharedMeeting
from marketplace.meetings.shared.lists import Row


def drawn_from(request: HttpRequest, context: dict[str, Any], rows: Sequence[Row]) -> tuple[object, ...]:
    """Apart from the region's look and the language; empty if the list depends on the visitor."""
    if not request.session.is_empty():
        return ()
    found, now = context["found"], context["now"]
    choices = (found.topics, found.bodies, [one.value for one in found.months])
    drawn = [_card(one, now) for one in rows]
    counted = (str(context["number"]), str(found.page.paginator.counted), found.page.number)
    # Its links to calendars name the host.
    address = (request.get_host(), request.get_full_path(), timezone.localdate())
    return *address, found.filters, *counted, *choices, drawn, context.get("help")


def _card(one: Row, now: datetime) -> tuple[object, ...]:
    """As ``meetings/parts/card.html`` draws it."""
    if isinstance(one, SharedMeeting):
        return one.adoption
    where = (one.starts_at, one.ends_at, one.kind, one.place_name, one.town)
    states = (one.cancelled_at is not None, one.moved_at is not None and one.ends_at > now, one.is_full)
    return one.pk, one.title, one.lead, one.host_name, *where, *states
