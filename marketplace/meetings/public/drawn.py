"""All that the list of meetings shows, in plain values: the key of its cached fragment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from marketplace.meetings.shared.card import SharedMeeting
from marketplace.meetings.shared.lists import Row


def drawn_from(request: HttpRequest, context: dict[str, Any]) -> tuple[object, ...]:
    """Apart from the region's look and the language; empty if the list depends on the visitor."""
    if not request.session.is_empty():
        return ()
    found, now = context["found"], context["now"]
    choices = (found.topics, found.bodies, [one.value for one in found.months])
    rows = [_card(one, moved_lately=one.moved_at is not None and one.ends_at > now) for one in context["rows"]]
    counted = (str(context["number"]), str(found.page.paginator.counted), found.page.number)
    # Its links to calendars name the host.
    address = (request.get_host(), request.get_full_path(), timezone.localdate())
    return *address, found.filters, *counted, *choices, rows, context.get("help")


def _card(one: Row, *, moved_lately: bool) -> tuple[object, ...]:
    """As ``meetings/parts/card.html`` draws it."""
    address = one.get_absolute_url() if isinstance(one, SharedMeeting) else one.pk
    when_and_where = (one.starts_at, one.ends_at, one.kind, one.place_name, one.town)
    return address, one.title, one.lead, one.host_name, *when_and_where, one.is_cancelled, moved_lately, one.is_full
